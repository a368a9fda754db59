/**
 * One mail: its head, its text, and its page in a frame that runs nothing.
 *
 * Never: HTML of a mail within this page, or a frame that may reach it.
 */
import { getRouteApi, Link } from "@tanstack/react-router";

import { type MailWhole, useMail } from "../../api/mailbox";
import { framed } from "../../model/mailPage";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Section } from "../../parts/Section";
import { say } from "../../words";
import styles from "./Mailbox.module.css";

const route = getRouteApi("/mailbox/$id");
/** No scripts, no forms, no access to this page; a link that is pressed opens a tab of its own. */
const MAY = "allow-popups allow-popups-to-escape-sandbox";

export function Mail() {
  const { id } = route.useParams();
  const { data, error } = useMail(id);
  const above = <Link to="/mailbox">{say("mailbox.title")}</Link>;
  return (
    <Page title={data?.subject ?? say("mailbox.title")} above={above}>
      {data === undefined ? <NotYet error={error} /> : <Whole mail={data} />}
    </Page>
  );
}

function Whole({ mail }: { readonly mail: MailWhole }) {
  return (
    <>
      <p className={styles["hint"]}>{say("mailbox.toNobody")}</p>
      <dl className={styles["head"]} aria-label={say("mailbox.head")}>
        {mail.headers.map(({ name, value }) => (
          <div key={name}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles["parts"]}>
        {mail.html === null ? (
          <p className={styles["hint"]}>{say("mailbox.noPage")}</p>
        ) : (
          <Section title={say("mailbox.page")} more={say("mailbox.pageMore")}>
            <iframe
              className={styles["page"]}
              title={say("mailbox.frame", { subject: mail.subject })}
              sandbox={MAY}
              referrerPolicy="no-referrer"
              srcDoc={framed(mail.html)}
            />
          </Section>
        )}
        <Section title={say("mailbox.text")}>
          <pre className={styles["text"]} dir="auto" tabIndex={0}>
            {mail.text}
          </pre>
        </Section>
      </div>
    </>
  );
}
