/**
 * One's own organisation: its brand, what it may have and has, and its file.
 *
 * Never: a colour shown as taken on which nobody can read; the API measures it again.
 */
import { useOwnTenant, useOwnUse, EXPORT } from "../../api/tenants";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Section, Sections } from "../../parts/Section";
import { say } from "../../words";
import { useMe } from "../useMe";
import { Brand } from "./Brand";
import { Logo } from "./Logo";
import { UseBars } from "./UseBars";
import { UsualChannels } from "./UsualChannels";

export function Organisation() {
  const own = useOwnTenant();
  const mayExport = useMe().permissions.includes("tenant:export");
  return (
    <Page title={say("organisation.title")}>
      {own.data === undefined ? (
        <NotYet error={own.error} />
      ) : (
        <Sections>
          <Section title={say("organisation.brand")}>
            <Brand key={own.data.name + String(own.data.colour)} own={own.data} />
            <Logo logo={own.data.logo} />
          </Section>
          <Section title={say("organisation.use")}>
            <Use />
          </Section>
          <UsualChannels />
          {mayExport && (
            <Section title={say("organisation.export")} more={say("organisation.exportMore")}>
              <a href={EXPORT} download>
                {say("organisation.exportSave")}
              </a>
            </Section>
          )}
        </Sections>
      )}
    </Page>
  );
}

function Use() {
  const use = useOwnUse();
  if (use.data === undefined) return <NotYet error={use.error} />;
  const { limits, use: has } = use.data;
  return (
    <>
      <UseBars limits={limits} use={{ ...has, runsAtOnce: has.runsOpen }} />
      {has.runsHeld > 0 && <p>{say("organisation.held", { count: has.runsHeld })}</p>}
    </>
  );
}
