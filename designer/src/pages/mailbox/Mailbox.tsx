/**
 * Mails of an installation without a mail server: that they went to nobody, and how that changes.
 *
 * Never: shown as if somebody had got them.
 */
import { Link } from "@tanstack/react-router";

import { type MailLine, useMails } from "../../api/mailbox";
import { Empty } from "../../parts/Empty";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowMore, RowTitle } from "../../parts/Row";
import { ShowMore } from "../../parts/ShowMore";
import { Ago } from "../../parts/Time";
import { say } from "../../words";
import styles from "./Mailbox.module.css";

const SETTING = "BATON_SMTP_URL=smtps://user:password@mail.example.org:465";

export function Mailbox() {
  const found = useMails();
  return (
    <Page title={say("mailbox.title")}>
      {found.mails === undefined ? (
        <NotYet error={found.error} />
      ) : (
        <>
          <NoServer />
          <Mails mails={found.mails} />
          <ShowMore of={found} />
        </>
      )}
    </Page>
  );
}

function NoServer() {
  return (
    <div className={styles["notice"]}>
      <p className={styles["first"]}>{say("mailbox.noServer")}</p>
      <p>{say("mailbox.noServerMore")}</p>
      <p>{say("mailbox.how")}</p>
      <pre dir="ltr" tabIndex={0}>
        <code>{SETTING}</code>
      </pre>
    </div>
  );
}

function Mails({ mails }: { readonly mails: readonly MailLine[] }) {
  if (mails.length === 0)
    return (
      <Empty title={say("mailbox.empty")}>
        <p>{say("mailbox.emptyMore")}</p>
      </Empty>
    );
  return (
    <ListOf label={say("mailbox.lines")} items={mails} keyOf={({ id }) => id}>
      {({ id, subject, to, writtenAt }) => (
        <Row>
          <RowTitle>
            <Link data-row to="/mailbox/$id" params={{ id }}>
              <bdi>{subject}</bdi>
            </Link>
          </RowTitle>
          <RowMore>
            <span>{say("mailbox.to", { address: to })}</span>
            <Ago moment={writtenAt} />
          </RowMore>
        </Row>
      )}
    </ListOf>
  );
}
