/**
 * The text of a definition, as it was written.
 *
 * Never: reformatted; comments and order are the writer's.
 */
import { lazy, Suspense } from "react";

import { Button } from "../../parts/Button";
import { CopyButton } from "../../parts/CopyButton";
import { Loading } from "../../parts/Empty";
import { DownloadIcon } from "../../parts/icons";
import { saveFile } from "../../parts/saveFile";
import { say } from "../../words";
import styles from "./Process.module.css";

const YamlText = lazy(async () => ({ default: (await import("../../parts/YamlText")).YamlText }));

type Props = {
  readonly source: string;
  /** Without its ending. */
  readonly file: string;
};

export function ProcessText({ source, file }: Props) {
  return (
    <section className={styles["text"]} aria-label={say("process.text")}>
      <div className={styles["tools"]}>
        <CopyButton name={say("process.text")} text={() => source} />
        <Button look="quiet" onClick={() => saveFile(`${file}.yaml`, source, "application/yaml")}>
          <DownloadIcon size={14} stroke={1.8} aria-hidden="true" />
          {say("json.download")}
        </Button>
      </div>
      <Suspense fallback={<Loading label={say("page.loading")} />}>
        <YamlText label={say("process.text")} text={source} />
      </Suspense>
    </section>
  );
}
