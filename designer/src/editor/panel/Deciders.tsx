/**
 * Who decides: some people at once, or stage after stage.
 *
 * Never: people lost by changing between the two; the first stage takes them, or gives them back.
 */
import { type Argument as Asked, argumentsOf } from "../../model/arguments";
import { isObject, type Json } from "../../model/json";
import { say } from "../../words";
import { Rule } from "./Rule";
import { Coded } from "./Coded";
import { Add, Entry, Group, moved } from "./Entries";
import { Pick } from "./Line";
import { ValueText } from "./ValueText";
import styles from "./panel.module.css";
import { under, usePut, useSentence, useValue } from "./usePanel";
import { Whom } from "./Whom";

type Props = {
  /** Of the arguments. */
  readonly pointer: string;
  readonly within: string;
  readonly asked: readonly Asked[];
};

const WAYS = ["once", "stages"] as const;
const FIRST: Json = { approvers: [{ manager: 1 }] };

export function Deciders({ pointer, within, asked }: Props) {
  const value = useValue(pointer);
  const put = usePut(within);
  const given = value !== undefined && isObject(value) ? value : {};
  const way = "stages" in given ? "stages" : "once";
  const label = (key: string) => asked.find((one) => one.key === key)?.label ?? key;
  const change = (next: string | undefined) => {
    if (next === way) return;
    const { approvers, rule, stages, ...rest } = given;
    if (next === "stages") put(pointer, { ...rest, stages: [stageOf(approvers, rule)] });
    else {
      const first = Array.isArray(stages) ? (stages as readonly Json[])[0] : undefined;
      const { title: _, ...who } = first !== undefined && isObject(first) ? first : {};
      put(pointer, { ...rest, ...who });
    }
  };
  return (
    <>
      <Pick
        pointer={under(pointer, "#way")}
        label={say("panel.deciders.way")}
        choices={WAYS.map((one) => ({ value: one, label: say(`panel.deciders.${one}`) }))}
        value={way}
        onPick={change}
      />
      {way === "stages" ? (
        <Stages pointer={under(pointer, "stages")} within={pointer} label={label("stages")} />
      ) : (
        <>
          <Whom pointer={under(pointer, "approvers")} label={label("approvers")} within={within} />
          <Rule pointer={under(pointer, "rule")} label={say("panel.rule.label")} within={within} />
        </>
      )}
    </>
  );
}

function stageOf(approvers: Json | undefined, rule: Json | undefined): Json {
  if (approvers === undefined) return FIRST;
  return rule === undefined ? { approvers } : { approvers, rule };
}

type StagesProps = { readonly pointer: string; readonly within: string; readonly label: string };

function Stages({ pointer, within, label }: StagesProps) {
  const value = useValue(pointer);
  const put = usePut(within);
  const fault = useSentence(pointer);
  const stages = Array.isArray(value) ? (value as readonly Json[]) : [];
  const name = (index: number) => say("panel.deciders.stage", { number: index + 1 });
  return (
    <Coded pointer={pointer} label={label} within={within}>
      <Group label={label} hint={say("panel.deciders.stagesHint")} fault={fault}>
        <ol className={styles["entries"]}>
          {stages.map((_, index) => {
            const here = `${pointer}/${index}`;
            return (
              <Entry
                key={index}
                name={name(index)}
                index={index}
                count={stages.length}
                framed
                onMove={(to) => put(pointer, moved(stages, index, to))}
                onRemove={
                  stages.length === 1
                    ? undefined
                    : () =>
                        put(
                          pointer,
                          stages.filter((__, at) => at !== index),
                        )
                }
              >
                <ValueText pointer={under(here, "title")} label={name(index)} within={here} />
                <Whom
                  pointer={under(here, "approvers")}
                  label={say("panel.deciders.who", { number: index + 1 })}
                />
                <Rule pointer={under(here, "rule")} label={say("panel.rule.label")} />
              </Entry>
            );
          })}
        </ol>
        <Add
          label={say("panel.deciders.add")}
          word={say("panel.deciders.add")}
          onAdd={() => put(pointer, [...stages, FIRST])}
        />
      </Group>
    </Coded>
  );
}

/** Whether these arguments are those of who decides. */
export function areDeciders(asked: readonly Asked[]): boolean {
  const keys = new Set(asked.map(({ key }) => key));
  const stages = asked.find(({ key }) => key === "stages");
  if (stages === undefined || !keys.has("approvers")) return false;
  return argumentsOf(stages.schema["items"] ?? true).some(({ key }) => key === "approvers");
}
