/**
 * Files that are there, each with what it is and how large, to be downloaded.
 *
 * Never: one shown in the page; what somebody else has brought is only ever downloaded.
 */
import type { ReactNode } from "react";

import { type KeptFile, kindOf } from "../model/files";
import { say, sayOr } from "../words";
import { size } from "../words/sizes";
import styles from "./FileField.module.css";
import { DownloadIcon, FileIcon, PictureIcon } from "./icons";

type Props = {
  readonly files: readonly KeptFile[];
  /** Where each is downloaded from. */
  readonly addressOf: (id: string) => string;
  readonly label?: string;
};

export function FileList({ files, addressOf, label = say("files.list") }: Props) {
  if (files.length === 0) return <p className={styles["hint"]}>{say("files.none")}</p>;
  return (
    <ul className={styles["files"]} aria-label={label}>
      {files.map((file) => (
        <FileRow key={file.id} file={file}>
          {file.isGone !== true && (
            <a
              href={addressOf(file.id)}
              download={file.name}
              className={styles["download"]}
              aria-label={say("files.download", { name: file.name })}
            >
              <DownloadIcon size={16} stroke={1.8} aria-hidden="true" />
              {say("json.download")}
            </a>
          )}
        </FileRow>
      ))}
    </ul>
  );
}

export function FileRow({
  file,
  children,
}: {
  readonly file: KeptFile;
  readonly children: ReactNode;
}) {
  const kind = kindOf(file.mediaType);
  const Icon = kind === "picture" ? PictureIcon : FileIcon;
  return (
    <li className={styles["row"]}>
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <div className={styles["words"]}>
        <bdi className={styles["name"]}>{file.name}</bdi>
        <span className={styles["hint"]}>{aboutIt(file)}</span>
      </div>
      {children}
    </li>
  );
}

function aboutIt({ mediaType, size: bytes, isGone = false }: KeptFile): string {
  if (isGone) return say("files.gone");
  // What it is is not known yet.
  if (mediaType === "") return "";
  return say("files.sum", { size: size(bytes), kind: sayOr("fileKinds", kindOf(mediaType)) });
}
