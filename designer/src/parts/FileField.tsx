/**
 * Files that a person adds: chosen or dropped, with how far they have come and why one won't do.
 *
 * Never: a file believed by its name; what the field checks saves a way, the API decides.
 */
import { useId, useLayoutEffect, useRef, useState } from "react";

import { type KeptFile, kindOf, type Upload } from "../model/files";
import { say, sayOr } from "../words";
import { size } from "../words/sizes";
import { Button } from "./Button";
import { ChooseFile } from "./ChooseFile";
import { FileComing } from "./FileComing";
import styles from "./FileField.module.css";
import { FileRow } from "./FileList";
import { RemoveIcon } from "./icons";
import { useUploads } from "./useUploads";

type Props = {
  readonly label: string;
  readonly description?: string;
  readonly value: readonly KeptFile[];
  readonly onChange: (files: readonly KeptFile[]) => void;
  readonly upload: Upload;
  /** Kinds that are taken, such as `image/*`; none: any. */
  readonly accept?: readonly string[];
  /** How many, and of how many bytes each. */
  readonly most?: number;
  readonly mostBytes?: number;
  readonly required?: boolean;
  readonly fault?: string | undefined;
};

export function FileField(props: Props) {
  const { label, description, value, accept = [], most = 1, mostBytes, fault } = props;
  const [labelId, hintId, faultId] = [useId(), useId(), useId()];
  const button = useRef<HTMLButtonElement>(null);
  const { coming, told, take, remove, drop } = useFiles(props);
  const hint = [description, kindsOf(accept), mostOf(mostBytes)].filter(Boolean).join(" ");
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={hintId}
      className={styles["field"]}
    >
      <span id={labelId} className={styles["label"]}>
        {label}
        {props.required === true && <span aria-hidden="true">{" *"}</span>}
      </span>
      <p id={hintId} className={styles["hint"]}>
        {hint}
      </p>
      {value.length + coming.length > 0 && (
        <ul className={styles["files"]} aria-label={say("files.list")}>
          {value.map((file) => (
            <FileRow key={file.id} file={file}>
              <RemoveButton
                name={file.name}
                onClick={() => {
                  remove(file);
                  button.current?.focus();
                }}
              />
            </FileRow>
          ))}
          {coming.map((one) => (
            <FileComing
              key={one.key}
              coming={one}
              onDrop={() => {
                drop(one.key);
                button.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <ChooseFile
        button={button}
        label={label}
        more={value.length > 0 && most > 1}
        several={most > 1}
        accept={accept}
        faultId={fault === undefined ? undefined : faultId}
        onFiles={take}
      />
      {fault !== undefined && (
        <p id={faultId} className={styles["fault"]}>
          {fault}
        </p>
      )}
      <p role="status" className={styles["told"]}>
        {told}
      </p>
    </div>
  );
}

function RemoveButton({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return (
    <Button look="quiet" aria-label={say("files.removeLabel", { name })} onClick={onClick}>
      <RemoveIcon size={16} stroke={1.8} aria-hidden="true" />
    </Button>
  );
}

function useFiles({ value, onChange, upload, most = 1, mostBytes }: Props) {
  const [told, tell] = useState("");
  // Of several that arrive in one moment each adds to what the one before has left.
  const current = useRef(value);
  useLayoutEffect(() => {
    current.current = value;
  }, [value]);
  const change = (files: readonly KeptFile[]) => {
    current.current = files;
    onChange(files);
  };
  const { coming, begin, refuse, drop } = useUploads(upload, {
    onArrived: (file) => {
      change([...current.current, file]);
      tell(say("files.added", { name: file.name }));
    },
    onFailed: (name) => tell(say("files.failed", { name })),
  });
  const take = (files: readonly File[]) => {
    const open = coming.filter(({ error }) => error === undefined);
    let room = most - value.length - open.length;
    for (const file of files) {
      const wrong = room > 0 ? wrongWith(file, mostBytes) : say("files.tooMany", { count: most });
      if (wrong === undefined) {
        room -= 1;
        void begin(file);
      } else refuse(file.name, wrong);
    }
  };
  const remove = (file: KeptFile) => {
    change(value.filter((one) => one.id !== file.id));
    tell(say("files.removed", { name: file.name }));
  };
  return { coming, told, take, remove, drop };
}

/** What can be said before anything is sent. */
function wrongWith(file: File, mostBytes: number | undefined): string | undefined {
  const { name } = file;
  if (file.size === 0) return say("files.empty", { name });
  if (mostBytes === undefined || file.size <= mostBytes) return undefined;
  return say("files.tooLarge", { name, size: size(file.size), most: size(mostBytes) });
}

function kindsOf(accept: readonly string[]): string {
  const kinds = new Set(accept.map((one) => sayOr("fileKinds", kindOf(one))));
  return kinds.size === 0 ? "" : say("files.accepts", { kinds: [...kinds].join(", ") });
}

function mostOf(bytes: number | undefined): string {
  return bytes === undefined ? "" : say("files.most", { size: size(bytes) });
}
