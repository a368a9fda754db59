/**
 * A call of a function of the catalogue: its arguments, in parts that belong together.
 *
 * Never: an argument that no part shows; what a function asks for besides stands at the end.
 */
import { useFunctions, type FunctionShown } from "../../api/functions";
import { type Argument as Asked, argumentsOf } from "../../model/arguments";
import { pointerStep } from "../../model/graphValues";
import { isObject, type Json } from "../../model/json";
import { Loading } from "../../parts/Empty";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { areDeciders, Deciders } from "./Deciders";
import { Argument } from "./Arguments";
import { Fold } from "./Fold";
import { Line } from "./Line";
import { Rows } from "./Rows";
import styles from "./panel.module.css";
import { under, useDocument, useValue } from "./usePanel";
import { LAYOUTS, type PartName } from "./layouts";

type Props = { readonly pointer: string };

export function FunctionPart({ pointer }: Props) {
  const call = useValue(`${pointer}/call`);
  const name = typeof call === "string" ? call : "";
  const isOwn = useOwn(name);
  const { data, error, isPending } = useFunctions(!isOwn);
  const found = data === undefined ? undefined : functionFor(data, name);
  if (isPending && !isOwn) return <Loading label={say("panel.function.loading")} />;
  return (
    <>
      {error !== null && <Trouble error={error} />}
      {found === undefined ? (
        <Unknown pointer={pointer} isKnown={isOwn || data === undefined} />
      ) : (
        <>
          <p className={styles["soft"]}>
            <bdi>{found.summary}</bdi> <code dir="ltr">{name}</code>
          </p>
          <Parts pointer={pointer} found={found} />
        </>
      )}
    </>
  );
}

/** One that the document defines for itself. */
function useOwn(name: string): boolean {
  const document = useDocument();
  const use = isObject(document) ? document["use"] : undefined;
  const functions = use !== undefined && isObject(use) ? use["functions"] : undefined;
  if (Array.isArray(functions))
    return (functions as readonly Json[]).some((one) => isObject(one) && Object.hasOwn(one, name));
  return functions !== undefined && isObject(functions) && Object.hasOwn(functions, name);
}

/** By what is called, or by its name alone, which means the newest. */
function functionFor(all: readonly FunctionShown[], call: string): FunctionShown | undefined {
  const [, name = call, version] = /^([^:@]+)(?::([^@]+))?(?:@default)?$/.exec(call) ?? [];
  const named = all.filter((one) => one.name === name);
  return (
    all.find((one) => one.call === call) ??
    named.find((one) => (version === undefined ? one.newest : one.version === version))
  );
}

function Unknown({ pointer, isKnown }: Props & { readonly isKnown: boolean }) {
  return (
    <>
      {!isKnown && <p className={styles["note"]}>{say("panel.function.unknown")}</p>}
      <Line pointer={under(pointer, "call")} label={say("panel.function.name")} isCode />
      <Rows
        pointer={under(pointer, "with")}
        label={say("panel.function.arguments")}
        within={pointer}
      />
    </>
  );
}

type PartsProps = Props & { readonly found: FunctionShown };

function Parts({ pointer, found }: PartsProps) {
  const all = argumentsOf(found.input as Json);
  const written = useValue(`${pointer}/with`);
  const layout = LAYOUTS[found.name] ?? [];
  const placed = new Set(layout.flatMap(({ keys }) => keys));
  const at = (keys: readonly string[]) =>
    keys.flatMap((key) => all.find((one) => one.key === key) ?? []);
  const rest = all.filter(({ key }) => !placed.has(key));
  const common = { pointer: `${pointer}/with`, within: pointer, written };
  return (
    <>
      {layout.map(({ part, keys }) => (
        <Part key={part} part={part} asked={at(keys)} {...common} />
      ))}
      <Part part={layout.length === 0 ? "main" : "more"} asked={rest} {...common} />
    </>
  );
}

type PartProps = {
  readonly part: PartName;
  readonly asked: readonly Asked[];
  readonly pointer: string;
  readonly within: string;
  readonly written: Json | undefined;
};

function Part({ part, asked, pointer, within, written }: PartProps) {
  if (asked.length === 0) return null;
  const fields = areDeciders(asked) ? (
    <Deciders pointer={pointer} within={within} asked={asked} />
  ) : (
    asked.map((one) => (
      <Argument
        key={one.key}
        asked={one}
        pointer={pointer + pointerStep(one.key)}
        within={within}
      />
    ))
  );
  if (part === "main") return fields;
  const there = asked.filter(
    ({ key }) => written !== undefined && isObject(written) && Object.hasOwn(written, key),
  );
  return (
    <Fold
      title={say(`panel.part.${part}`)}
      more={there.length === 0 ? "" : say("panel.filled", { count: there.length })}
      open={part === "who" || part === "form"}
      pointers={asked.map(({ key }) => pointer + pointerStep(key))}
    >
      {fields}
    </Fold>
  );
}
