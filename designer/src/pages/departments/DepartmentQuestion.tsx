/**
 * Asks for what a change of a department needs: a name, a place, a head, or a yes.
 *
 * Never: a place offered that would put it below itself.
 */
import { TextInput } from "@mantine/core";
import { useState } from "react";

import { type Department, useDepartmentDeed } from "../../api/departments";
import { say } from "../../words";
import { DepartmentField } from "../people/Fields";
import { PersonSelect } from "../PersonSelect";
import { Question } from "../run/Question";

export type Wanted =
  | { readonly kind: "add"; readonly below: Department | undefined }
  | { readonly kind: "rename" | "move" | "head" | "remove"; readonly department: Department };

type Props = { readonly wanted: Wanted; readonly onClose: () => void };

export function DepartmentQuestion({ wanted, onClose }: Props) {
  if (wanted.kind === "add") return <Add below={wanted.below} onClose={onClose} />;
  const { department, kind } = wanted;
  if (kind === "rename") return <Rename department={department} onClose={onClose} />;
  if (kind === "move") return <Move department={department} onClose={onClose} />;
  if (kind === "head") return <Head department={department} onClose={onClose} />;
  return <Remove department={department} onClose={onClose} />;
}

type One = { readonly department: Department; readonly onClose: () => void };

function Add({ below, onClose }: { readonly below: Department | undefined; onClose: () => void }) {
  const given = useDepartmentDeed();
  const title =
    below === undefined
      ? say("departments.add")
      : say("departments.addBelowTitle", { name: below.name });
  const send = (name: string) =>
    given.mutate({ kind: "add", name, parentId: below?.id ?? null }, { onSuccess: onClose });
  return <Name title={title} first="" given={given} onSend={send} onClose={onClose} />;
}

function Rename({ department: { id, name }, onClose }: One) {
  const given = useDepartmentDeed();
  const send = (chosen: string) =>
    given.mutate({ kind: "change", id, wanted: { name: chosen } }, { onSuccess: onClose });
  const title = say("departments.renameTitle", { name });
  return <Name title={title} first={name} given={given} onSend={send} onClose={onClose} />;
}

type NameProps = {
  readonly title: string;
  readonly first: string;
  readonly given: ReturnType<typeof useDepartmentDeed>;
  readonly onSend: (name: string) => void;
  readonly onClose: () => void;
};

function Name({ title, first, given, onSend, onClose }: NameProps) {
  const [name, setName] = useState(first);
  const [isTried, setTried] = useState(false);
  const isMissing = name.trim() === "";
  const send = () => {
    setTried(true);
    if (!isMissing) onSend(name.trim());
  };
  return (
    <Question
      title={title}
      submit={say("departments.submit")}
      given={{ ...given, data: undefined }}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label={say("departments.name")}
        value={name}
        maxLength={100}
        error={isTried && isMissing ? say("departments.needName") : undefined}
        data-autofocus
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    </Question>
  );
}

function Move({ department: { id, name, parentId }, onClose }: One) {
  const [parent, setParent] = useState(parentId);
  const given = useDepartmentDeed();
  return (
    <Question
      title={say("departments.moveTitle", { name })}
      submit={say("departments.submit")}
      given={{ ...given, data: undefined }}
      onSubmit={() =>
        given.mutate({ kind: "change", id, wanted: { parentId: parent } }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <p>{say("departments.moveMore")}</p>
      <DepartmentField
        label={say("departments.moveTo")}
        none={say("departments.top")}
        value={parent}
        without={id}
        onChange={setParent}
      />
    </Question>
  );
}

function Head({ department: { id, name, head }, onClose }: One) {
  const [chosen, setChosen] = useState(head?.id ?? "");
  const given = useDepartmentDeed();
  const wanted = { headId: chosen === "" ? null : chosen };
  return (
    <Question
      title={say("departments.headTitle", { name })}
      submit={say("departments.submit")}
      given={{ ...given, data: undefined }}
      onSubmit={() => given.mutate({ kind: "change", id, wanted }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("departments.headMore")}</p>
      <PersonSelect
        label={say("departments.head")}
        value={chosen}
        onChange={(person) => setChosen(person?.id ?? "")}
      />
    </Question>
  );
}

function Remove({ department: { id, name }, onClose }: One) {
  const given = useDepartmentDeed();
  return (
    <Question
      title={say("departments.removeTitle", { name })}
      submit={say("departments.remove")}
      given={{ ...given, data: undefined }}
      onSubmit={() => given.mutate({ kind: "remove", id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{say("departments.removeMore")}</p>
    </Question>
  );
}
