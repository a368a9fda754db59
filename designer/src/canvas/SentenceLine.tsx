/**
 * A sentence on a line of its own, its code from left to right.
 *
 * Never: out of its box; what doesn't fit is cut off and there to read on hovering.
 */
import { plain, type Sentence } from "./sentences";
import styles from "./SentenceLine.module.css";

type Props = {
  readonly sentence: Sentence;
  /** On as many lines as it needs. */
  readonly whole?: boolean;
};

export function SentenceLine({ sentence, whole = false }: Props) {
  return (
    <span className={styles[whole ? "whole" : "line"]} title={whole ? undefined : plain(sentence)}>
      {sentence.map(({ text, code }, index) =>
        code ? (
          <code key={index} dir="ltr">
            {text}
          </code>
        ) : (
          <bdi key={index}>{text}</bdi>
        ),
      )}
    </span>
  );
}
