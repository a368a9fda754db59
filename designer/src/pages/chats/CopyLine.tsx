/**
 * An address that has to be put in elsewhere, exactly as it stands.
 *
 * Never: broken by the direction of the words around it.
 */
import { CopyButton } from "../../parts/CopyButton";
import styles from "./Chats.module.css";

export function CopyLine({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <p className={styles["copied"]}>
      <code dir="ltr">{text}</code>
      <CopyButton name={name} text={() => text} />
    </p>
  );
}
