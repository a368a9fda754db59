/**
 * What hinders a text from being read, in words with a remedy.
 *
 * Never: the words of a library; what a person reads is ours.
 */
import type { TextFault } from "../model/yaml/read";
import { say } from "../words";

export function faultWords({ code, about }: TextFault): {
  readonly title: string;
  readonly remedy: string;
} {
  const values = { about: about ?? "" };
  return {
    title: say(`textFaults.${code}.title`, values),
    remedy: say(`textFaults.${code}.remedy`, values),
  };
}
