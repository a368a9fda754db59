/**
 * Takes an app away, with all that is known by it.
 *
 * Never: by one press, or without saying what stays at the vendor.
 */
import { useState } from "react";

import { type Kind, useRemoveApp } from "../../api/chats";
import { Button } from "../../parts/Button";
import { Section, Sections } from "../../parts/Section";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { Question } from "../run/Question";

export function RemoveApp({ kind }: { readonly kind: Kind }) {
  const given = useRemoveApp(kind);
  const [isAsked, ask] = useState(false);
  useFocusBack(isAsked);
  return (
    <Sections>
      <Section title={say("chats.removeApp.title")} more={say("chats.removeApp.more")}>
        <Button onClick={() => ask(true)}>{say("chats.removeApp.deed")}</Button>
        {isAsked && (
          <Question
            title={say(`chats.removeApp.${kind}Title`)}
            submit={say("chats.removeApp.deed")}
            given={given}
            onSubmit={() => given.mutate(undefined, { onSuccess: () => ask(false) })}
            onClose={() => ask(false)}
          >
            <p>{say("chats.removeApp.sure")}</p>
            <p>{say(`chats.removeApp.${kind}`)}</p>
          </Question>
        )}
      </Section>
    </Sections>
  );
}
