/**
 * A text that is typed in one way and shown in another: as it is typed while somebody types, and
 * as the language writes it afterwards.
 *
 * Never: a character changed under the cursor.
 */
import { type ChangeEvent, useState } from "react";

export function useTyped(shown: string, onType: (text: string) => void) {
  const [typed, setTyped] = useState<string>();
  return {
    value: typed ?? shown,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
      setTyped(currentTarget.value);
      onType(currentTarget.value);
    },
    onBlur: () => setTyped(undefined),
  };
}
