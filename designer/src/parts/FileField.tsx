/**
 * Files that a person adds: chosen or dropped, with how far they have come and why one won't do.
 *
 * Never: a file believed by its name; what the field checks saves a way, the API decides.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";

import { type KeptFile, kindOf, type Upload } from "../model/files";
import { locale, say, sayOr } from "../words";
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
  /** Told when the first begins to come, and when none does any more. */
  readonly onBusy?: (busy: boolean) => void;
  /** Kinds that are taken, such as `image/*`; none: any. */
  readonly accept?: readonly string[];
  /** How many, and of how many bytes each. */
  readonly most?: number;
  readonly mostBytes?: number;
  readonly required?: boolean;
  /** Stands behind the label, such as that it may be left out. */
  readonly note?: string;
  readonly fault?: string | undefined;
};

export function FileField(props: Props) {
  const { label, description, value, accept = [], most = 1, mostBytes, fault } = props;
  const [labelId, hintId, faultId] = [useId(), useId(), useId()];
  const button = useRef<HTMLButtonElement>(null);
  const { coming, told, take, remove, drop } = useFiles(props);
  useBusy(
    coming.some(({ error }) => error === undefined),
    props.onBusy,
  );
  const hint = [kindsOf(accept), mostOf(mostBytes)].filter(Boolean).join(" ");
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={hintId}
      className={styles["field"]}
    >
      <Label {...props} id={labelId} />
      <p id={hintId} className={styles["hint"]}>
        {description !== undefined && description !== "" && <bdi>{description}</bdi>} {hint}
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
          <bdi>{fault}</bdi>
        </p>
      )}
      <p role="status" className={styles["told"]}>
        {told}
      </p>
    </div>
  );
}

function Label({ id, label, note = "", required = false }: Props & { readonly id: string }) {
  return (
    <span id={id} className={styles["label"]}>
      <bdi>{label}</bdi>
      {note !== "" && <span className={styles["note"]}> {note}</span>}
      {required && <span aria-hidden="true">{" *"}</span>}
    </span>
  );
}

function RemoveButton({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return (
    <Button look="quiet" aria-label={say("files.removeLabel", { name })} onClick={onClick}>
      <RemoveIcon size={16} stroke={1.8} aria-hidden="true" />
    </Button>
  );
}

function useBusy(busy: boolean, onBusy: Props["onBusy"]) {
  const tell = useRef(onBusy);
  const told = useRef(false);
  useEffect(() => {
    tell.current = onBusy;
  });
  useEffect(() => {
    if (busy === told.current) return;
    told.current = busy;
    tell.current?.(busy);
  }, [busy]);
  // What leaves the page is called off, and nobody waits for it.
  useEffect(
    () => () => {
      if (told.current) tell.current?.(false);
    },
    [],
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
  if (kinds.size === 0) return "";
  return say("files.accepts", { kinds: new Intl.ListFormat(locale()).format(kinds) });
}

function mostOf(bytes: number | undefined): string {
  return bytes === undefined ? "" : say("files.most", { size: size(bytes) });
}
