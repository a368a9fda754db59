/**
 * A call of a web service: where to, what is sent, and as whom.
 *
 * Never: a secret's value; only its name stands in a document.
 */
import { isObject } from "../../model/json";
import { say } from "../../words";
import { AnyValue } from "./AnyValue";
import { Coded } from "./Coded";
import { Fold } from "./Fold";
import { Pick, Tick } from "./Line";
import { Rows } from "./Rows";
import { ValueText } from "./ValueText";
import { under, useValue } from "./usePanel";
import { Authentication } from "./Authentication";
import type { PartProps } from "./Simple";

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];
const OUTPUTS = ["content", "response", "raw"] as const;
const BODILESS = new Set(["get", "head", "options"]);

export function HttpPart({ pointer }: PartProps) {
  const given = `${pointer}/with`;
  const method = useValue(`${given}/method`);
  const body = useValue(`${given}/body`);
  const isBodiless = typeof method === "string" && BODILESS.has(method.toLowerCase());
  return (
    <>
      <Coded pointer={under(given, "method")} label={say("panel.http.method")}>
        <Pick
          pointer={under(given, "method")}
          label={say("panel.http.method")}
          choices={METHODS.map((one) => ({ value: one, label: one.toUpperCase() }))}
          value={typeof method === "string" ? known(method) : undefined}
        />
      </Coded>
      <Endpoint pointer={under(given, "endpoint")} />
      {(!isBodiless || body !== undefined) && <Body pointer={under(given, "body")} />}
      <Authentication endpoint={under(given, "endpoint")} />
      <Fold
        title={say("panel.http.more")}
        open={false}
        pointers={["headers", "query", "output", "redirect"].map((key) => `${given}/${key}`)}
      >
        <Rows
          pointer={under(given, "headers")}
          label={say("panel.http.headers")}
          first={say("panel.http.header")}
          within={given}
          textOnly
        />
        <Rows
          pointer={under(given, "query")}
          label={say("panel.http.query")}
          hint={say("panel.http.queryHint")}
          within={given}
          textOnly
        />
        <Pick
          pointer={under(given, "output")}
          label={say("panel.http.output")}
          choices={OUTPUTS.map((one) => ({ value: one, label: say(`panel.http.outputs.${one}`) }))}
          initial="content"
        />
        <Tick pointer={under(given, "redirect")} label={say("panel.http.redirect")} />
      </Fold>
    </>
  );
}

function known(method: string): string {
  return METHODS.find((one) => one === method.toLowerCase()) ?? method;
}

/** An address, or one that stands beside its authentication. */
function Endpoint({ pointer }: PartProps) {
  const value = useValue(pointer);
  const isMap = value !== undefined && isObject(value);
  return (
    <ValueText
      pointer={isMap ? `${pointer}/uri` : pointer}
      label={say("panel.http.endpoint")}
      hint={say("panel.http.endpointHint")}
      isCode
    />
  );
}

function Body({ pointer }: PartProps) {
  const value = useValue(pointer);
  const label = say("panel.http.body");
  const isMap = value === undefined || isObject(value);
  if (isMap) return <Rows pointer={pointer} label={label} />;
  return <AnyValue pointer={pointer} label={label} long />;
}
