/**
 * The name and the colour of an organisation, shown as they will look while they are chosen.
 *
 * Never: a colour sent that can't carry white words.
 */
import { ColorInput, TextInput } from "@mantine/core";
import { type SyntheticEvent, useState } from "react";

import { type OwnTenant, useChangeOwn } from "../../api/tenants";
import { isReadable } from "../../model/contrast";
import { SaveFooter } from "../../parts/SaveFooter";
import { say } from "../../words";
import styles from "./Organisation.module.css";

export function Brand({ own }: { readonly own: OwnTenant }) {
  const given = useChangeOwn();
  const [name, setName] = useState(own.name);
  const [colour, setColour] = useState(own.colour ?? "");
  const fault = colour === "" || isReadable(colour) ? undefined : say("organisation.colourFault");
  const missing = name.trim() === "" ? say("organisation.nameMissing") : undefined;
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (fault !== undefined || missing !== undefined || given.isPending) return;
    given.mutate({ name, colour: colour === "" ? null : colour });
  };
  return (
    <form className={styles["form"]} onSubmit={send} noValidate>
      <TextInput
        label={say("organisation.name")}
        value={name}
        error={missing}
        maxLength={200}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <ColorInput
        label={say("organisation.colour")}
        description={say("organisation.colourMore")}
        value={colour}
        error={fault}
        format="hex"
        withEyeDropper={false}
        withPicker={false}
        dir="ltr"
        onChange={setColour}
      />
      <div
        className={styles["preview"]}
        ref={(sample) => wear(sample, fault === undefined ? colour : "")}
      >
        <span className={styles["band"]} />
        <bdi>{name}</bdi>
        <span className={styles["sample"]}>{say("organisation.sample")}</span>
      </div>
      <SaveFooter given={given} />
    </form>
  );
}

function wear(sample: HTMLElement | null, colour: string): void {
  const look = { "--brand": colour, "--on-brand": colour === "" ? "" : "#fff" };
  // What is empty is taken away.
  for (const [name, value] of Object.entries(look)) sample?.style.setProperty(name, value);
}
