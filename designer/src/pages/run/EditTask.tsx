/**
 * The way from a task of a run to the place where it is written.
 *
 * Never: for who may not write there.
 */
import { useMay } from "../../api/access";
import type { RunShown } from "../../api/runs";
import { EditIcon } from "../../parts/icons";
import { LinkButton } from "../../parts/LinkButton";
import { say } from "../../words";

type Props = { readonly run: RunShown; readonly pointer: string };

export function EditTask({ run, pointer }: Props) {
  const mayWrite = useMay(run.workflow)("definitions:write");
  const [namespace = "", name = ""] = run.workflow.split("/");
  if (!mayWrite) return null;
  return (
    <LinkButton
      look="quiet"
      to="/processes/$namespace/$name/edit"
      params={{ namespace, name }}
      search={{ task: pointer }}
    >
      <EditIcon size={16} stroke={1.7} aria-hidden="true" />
      {say("run.editTask")}
    </LinkButton>
  );
}
