/**
 * The files that belong to a request.
 *
 * Never: opened here; each is loaded from its own address, which checks who may.
 */
import { AttachmentIcon } from "../../parts/icons";
import { say } from "../../words";
import styles from "./Approval.module.css";

type Props = { readonly attachments: readonly unknown[] };
type File = { readonly id: string; readonly name: string };

export function Attachments({ attachments }: Props) {
  const files = attachments.flatMap((one, at) => fileOf(one, at + 1) ?? []);
  if (files.length === 0) return null;
  return (
    <section className={styles["files"]}>
      <h2>{say("approval.attachments")}</h2>
      <ul>
        {files.map(({ id, name }) => (
          <li key={id}>
            <AttachmentIcon size={16} stroke={1.7} aria-hidden="true" />
            <a href={contentOf(id)} download>
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function contentOf(id: string): string {
  return `/api/v1/files/${encodeURIComponent(id)}/content`;
}

/** An id, or an id with a name. */
function fileOf(one: unknown, number: number): File | undefined {
  const unnamed = say("approval.attachment", { number });
  if (typeof one === "string") return { id: one, name: unnamed };
  if (typeof one !== "object" || one === null) return undefined;
  const { id, name } = one as Readonly<Record<string, unknown>>;
  if (typeof id !== "string") return undefined;
  return { id, name: typeof name === "string" && name !== "" ? name : unnamed };
}
