/**
 * Takes in a table of people; first it shows line by line what would change and what is wrong.
 *
 * Never: anything changed before somebody has seen what it would be.
 */
import { Checkbox, FileInput } from "@mantine/core";
import { useState } from "react";

import { type Imported, useImport } from "../../api/people";
import { say } from "../../words";
import { Question } from "../run/Question";
import { ImportLines } from "./ImportLines";

/** As they stand in the first line of a table. */
const COLUMNS = ["email", "name", "roles", "department", "manager", "language", "timeZone"].join();

type Props = { readonly onClose: () => void; readonly onDone: (done: Imported) => void };

export function Import({ onClose, onDone }: Props) {
  const [text, setText] = useState("");
  const [invite, setInvite] = useState(true);
  const looked = useImport();
  const taken = useImport();
  const seen = looked.data;
  const fits = seen?.errors.length === 0 && seen.new + seen.changed > 0;
  const look = async (file: File | null) => {
    taken.reset();
    looked.reset();
    if (file === null) return;
    const content = await file.text();
    setText(content);
    looked.mutate({ text: content, dryRun: true, invite: false });
  };
  return (
    <Question
      title={say("import.title")}
      submit={say("import.submit")}
      given={looked.isError ? looked : { ...taken, data: undefined }}
      large
      blocked={!fits}
      onSubmit={() => taken.mutate({ text, dryRun: false, invite }, { onSuccess: onDone })}
      onClose={onClose}
    >
      <p>{say("import.more")}</p>
      <p>
        <code dir="ltr">{COLUMNS}</code>
      </p>
      <FileInput
        label={say("import.file")}
        placeholder={say("import.choose")}
        accept=".csv,text/csv"
        onChange={(file) => void look(file)}
      />
      <div role="status">
        {looked.isPending && <p>{say("import.looking")}</p>}
        {seen !== undefined && <p>{counts(seen)}</p>}
      </div>
      {seen !== undefined && <ImportLines seen={seen} />}
      {fits && seen.new > 0 && (
        <Checkbox
          label={say("import.invite")}
          checked={invite}
          onChange={({ currentTarget }) => setInvite(currentTarget.checked)}
        />
      )}
    </Question>
  );
}

export function counts({ new: created, changed, unchanged, errors }: Imported): string {
  if (errors.length > 0) return say("import.faults");
  return say("import.counts", { new: created, changed, unchanged });
}
