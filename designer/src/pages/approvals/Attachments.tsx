/**
 * The files that belong to a request.
 *
 * Never: opened here; each is loaded from its own address, which checks who may.
 */
import { useQueries } from "@tanstack/react-query";

import { contentOf, fileQuery } from "../../api/files";
import { FileList } from "../../parts/FileList";
import { say } from "../../words";
import styles from "./Approval.module.css";

type Props = { readonly attachments: readonly unknown[] };
type Named = { readonly id: string; readonly name: string };

export function Attachments({ attachments }: Props) {
  const named = attachments.flatMap((one, at) => namedOf(one, at + 1) ?? []);
  const asked = useQueries({ queries: named.map(({ id }) => fileQuery(id)) });
  if (named.length === 0) return null;
  const files = asked.flatMap(({ data }) => data ?? []);
  const missing = named.filter((_, at) => asked[at]?.isError === true);
  return (
    <section className={styles["files"]}>
      <h2>{say("approval.attachments")}</h2>
      {files.length > 0 && (
        <FileList files={files} addressOf={contentOf} label={say("approval.attachments")} />
      )}
      {missing.map(({ id, name }) => (
        <p key={id} className={styles["soft"]}>
          {say("approval.noAttachment", { name })}
        </p>
      ))}
    </section>
  );
}

/** An id, or an id with a name. */
function namedOf(one: unknown, number: number): Named | undefined {
  const unnamed = say("approval.attachment", { number });
  if (typeof one === "string") return { id: one, name: unnamed };
  if (typeof one !== "object" || one === null) return undefined;
  const { id, name } = one as Readonly<Record<string, unknown>>;
  if (typeof id !== "string") return undefined;
  return { id, name: typeof name === "string" && name !== "" ? name : unnamed };
}
