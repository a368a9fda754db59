/**
 * What a function asks for, each with the control that fits it.
 *
 * Never: a control that knows which function it is for; the schema says what is meant.
 */
import { type Argument as Asked, argumentsOf, entryOf as entryOfList } from "../../model/arguments";
import { pointerStep } from "../../model/graphValues";
import { isObject, type Json } from "../../model/json";
import { Button } from "../../parts/Button";
import { say } from "../../words";
import { Whom } from "./Whom";
import { AnyValue } from "./AnyValue";
import { Coded } from "./Coded";
import { Add, Entry, Group, moved } from "./Entries";
import { Lasting } from "./Lasting";
import { Line } from "./Line";
import { Rows } from "./Rows";
import { ValueText } from "./ValueText";
import styles from "./panel.module.css";
import { usePanel, usePut, useSentence, useValue } from "./usePanel";
import { FormArgument } from "./FormArgument";
import { Plain } from "./Plain";
import { Rule } from "./Rule";
import { TemplateName } from "./TemplateName";

type Props = {
  readonly asked: Asked;
  readonly pointer: string;
  /** Up to where maps that are empty then go too. */
  readonly within: string;
};

export function Argument({ asked, pointer, within }: Props) {
  const { label, hint, example } = asked;
  const common = { pointer, label, hint, example, within };
  switch (asked.kind) {
    case "people":
      return <Whom {...common} />;
    case "rule":
      return <Rule {...common} />;
    case "duration":
      return <Lasting {...common} />;
    case "form":
      return <FormArgument {...common} />;
    case "line":
      return <ValueText {...common} />;
    case "text":
      return <ValueText {...common} long />;
    case "template":
      return <Line {...common} long />;
    case "templateName":
      return <TemplateName {...common} />;
    case "map":
      return <Rows {...common} />;
    case "group":
      return <GroupArgument asked={asked} pointer={pointer} within={within} />;
    case "list":
      return <ListArgument asked={asked} pointer={pointer} within={within} />;
    case "plain":
      return <Plain asked={asked} pointer={pointer} within={within} />;
    case "any":
      return <AnyValue {...common} />;
  }
}

/** A map that may be left out is offered first. */
function GroupArgument({ asked, pointer, within }: Props) {
  const { label, hint, required } = asked;
  const { disabled } = usePanel();
  const value = useValue(pointer);
  const put = usePut(within);
  const fault = useSentence(pointer);
  const isThere = value !== undefined;
  const remove = !required && isThere && !disabled && (
    <Button
      look="quiet"
      aria-label={say("form.removeLabel", { name: label })}
      onClick={() => put(pointer, undefined)}
    >
      {say("form.remove")}
    </Button>
  );
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <Group label={label} hint={hint} fault={fault} action={remove}>
        {isThere || required ? (
          <Inside asked={asked} pointer={pointer} />
        ) : (
          <Add label={say("form.addLabel", { name: label })} onAdd={() => put(pointer, {})} />
        )}
      </Group>
    </Coded>
  );
}

function Inside({ asked, pointer }: Pick<Props, "asked" | "pointer">) {
  return argumentsOf(asked.schema).map((inner) => (
    <Argument
      key={inner.key}
      asked={inner}
      pointer={pointer + pointerStep(inner.key)}
      within={pointer}
    />
  ));
}

function ListArgument({ asked, pointer, within }: Props) {
  const { label, hint } = asked;
  const value = useValue(pointer);
  const put = usePut(within);
  const fault = useSentence(pointer);
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  const inner = entryOfList(asked);
  const name = (index: number) => say("form.itemAlone", { number: index + 1 });
  const write = (next: readonly Json[]) => put(pointer, next.length === 0 ? undefined : next);
  const isGroup = inner.kind === "group";
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <Group label={label} hint={hint} fault={fault}>
        {list.length > 0 && (
          <ol className={styles["entries"]}>
            {list.map((entry, index) => (
              <Entry
                key={index}
                name={name(index)}
                index={index}
                count={list.length}
                framed={isGroup}
                onMove={(to) => write(moved(list, index, to))}
                onRemove={() => write(list.filter((_, at) => at !== index))}
              >
                {isGroup && isObject(entry) ? (
                  <Inside asked={inner} pointer={`${pointer}/${index}`} />
                ) : (
                  <Argument
                    asked={{ ...inner, label: name(index) }}
                    pointer={`${pointer}/${index}`}
                    within={pointer}
                  />
                )}
              </Entry>
            ))}
          </ol>
        )}
        <Add
          label={say("form.addTo", { name: label })}
          onAdd={() => write([...list, isGroup ? {} : ""])}
        />
      </Group>
    </Coded>
  );
}
