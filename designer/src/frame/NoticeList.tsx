/**
 * What one is told, the newest first: each leads to what it is about, and is read by that.
 *
 * Never: one that can't be put aside; what leads nowhere is marked as read by hand.
 */
import { Link } from "@tanstack/react-router";

import { type Notice, useNotices, useReadNotices } from "../api/notices";
import { Button } from "../parts/Button";
import { Empty } from "../parts/Empty";
import { CheckIcon } from "../parts/icons";
import { ListOf } from "../parts/ListOf";
import { Markdown } from "../parts/Markdown";
import { NotYet } from "../parts/NotYet";
import { Row, RowMore, RowTitle } from "../parts/Row";
import { ShowMore } from "../parts/ShowMore";
import { Ago } from "../parts/Time";
import { say } from "../words";
import styles from "./NoticeList.module.css";
import { subjectOf, wayTo, whatIs } from "./told";

type Props = { readonly onClose: () => void };

export function NoticeList({ onClose }: Props) {
  const found = useNotices();
  const read = useReadNotices();
  const { notices, unread } = found;
  if (notices === undefined) return <NotYet error={found.error} />;
  return (
    <div className={styles["notices"]}>
      {notices.length === 0 ? (
        <Empty title={say("notices.empty")}>
          <p>{say("notices.emptyMore")}</p>
        </Empty>
      ) : (
        <div className={styles["lines"]}>
          <ListOf label={say("notices.lines")} items={notices} keyOf={({ id }) => id}>
            {(notice) => (
              <Line notice={notice} onRead={() => read.mutate([notice.id])} onClose={onClose} />
            )}
          </ListOf>
          <ShowMore of={found} />
        </div>
      )}
      <div className={styles["foot"]}>
        <Link to="/me" search={{ open: "channels" }} onClick={onClose}>
          {say("notices.choices")}
        </Link>
        {unread > 0 && (
          <Button look="quiet" busy={read.isPending} onClick={() => read.mutate(undefined)}>
            {say("notices.markAll")}
          </Button>
        )}
      </div>
    </div>
  );
}

type LineProps = {
  readonly notice: Notice;
  readonly onRead: () => void;
  readonly onClose: () => void;
};

function Line({ notice, onRead, onClose }: LineProps) {
  const isUnread = notice.readAt === null;
  const way = wayTo(notice);
  const subject = subjectOf(notice);
  const follow = () => {
    if (isUnread) onRead();
    onClose();
  };
  return (
    <div className={styles["line"]} data-unread={isUnread || undefined}>
      <Row>
        <RowTitle>
          {isUnread && <span className="unseen">{say("notices.unread")}</span>}
          {way === undefined ? (
            <bdi>{subject}</bdi>
          ) : (
            <Link {...way} data-row onClick={follow}>
              <bdi>{subject}</bdi>
            </Link>
          )}
        </RowTitle>
        <RowMore>
          {subject !== whatIs(notice) && <span>{whatIs(notice)}</span>}
          {notice.standsInFor !== null && (
            <span>{say("notices.standsInFor", { name: notice.standsInFor.name })}</span>
          )}
          <Ago moment={notice.createdAt} />
        </RowMore>
        {notice.text !== "" && (
          <div className={styles["text"]}>
            <Markdown text={notice.text} level={4} />
          </div>
        )}
      </Row>
      {isUnread && (
        <button
          type="button"
          className={styles["read"]}
          aria-label={say("notices.markRead", { subject })}
          title={say("notices.markRead", { subject })}
          onClick={onRead}
        >
          <CheckIcon size={16} stroke={1.8} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
