/**
 * All templates of the organisation: what each says, in which languages, and who last saved it.
 *
 * Never: a template that can only be found by its name.
 */
import { TextInput } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { type TemplateListed, useTemplates } from "../../api/templates";
import { Button } from "../../parts/Button";
import { Empty } from "../../parts/Empty";
import { AddIcon } from "../../parts/icons";
import { ListOf } from "../../parts/ListOf";
import { NotYet } from "../../parts/NotYet";
import { Page } from "../../parts/Page";
import { Row, RowMore, RowTitle } from "../../parts/Row";
import { Tag } from "../../parts/Tag";
import { Ago } from "../../parts/Time";
import { useFocusBack } from "../../parts/useFocusBack";
import { say } from "../../words";
import { Question } from "../run/Question";
import { useMe } from "../useMe";
import styles from "./Templates.module.css";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
const IDLE = { isPending: false, isError: false, error: null };

export function Templates() {
  const mayWrite = useMe().permissions.includes("templates:write");
  const [isNaming, name] = useState(false);
  useFocusBack(isNaming);
  const add = mayWrite && (
    <Button look="main" onClick={() => name(true)}>
      <AddIcon size={16} stroke={1.7} aria-hidden="true" />
      {say("templates.new")}
    </Button>
  );
  return (
    <Page title={say("templates.title")} actions={add}>
      <p className={styles["soft"]}>{say("templates.hint")}</p>
      <Results />
      {isNaming && <NewTemplate onClose={() => name(false)} />}
    </Page>
  );
}

function Results() {
  const templates = useTemplates();
  if (templates.data === undefined) return <NotYet error={templates.error} />;
  if (templates.data.length === 0)
    return (
      <Empty title={say("templates.empty")}>
        <p>{say("templates.emptyMore")}</p>
      </Empty>
    );
  return (
    <ListOf label={say("templates.title")} items={templates.data} keyOf={({ name }) => name}>
      {(template) => <Entry template={template} />}
    </ListOf>
  );
}

function Entry({ template }: { readonly template: TemplateListed }) {
  const { name, version, languages, subject, savedAt, savedByName } = template;
  return (
    <Row>
      <RowTitle>
        <Link data-row to="/templates/$name" params={{ name }}>
          <bdi>{name}</bdi>
        </Link>
        {languages.map((language) => (
          <Tag key={language}>{say(language === "ar" ? "templates.ar" : "templates.en")}</Tag>
        ))}
      </RowTitle>
      <p className={styles["subject"]}>
        <bdi>{subject}</bdi>
      </p>
      <RowMore>
        <span>{say("templates.version", { version: String(version) })}</span>
        <bdi>{savedByName ?? say("templates.somebody")}</bdi>
        <Ago moment={savedAt} />
      </RowMore>
    </Row>
  );
}

/** Only named here; it is made when its text is saved. */
function NewTemplate({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [isChecked, check] = useState(false);
  const isFit = NAME.test(name);
  const go = () => {
    check(true);
    if (isFit) void navigate({ to: "/templates/$name", params: { name } });
  };
  return (
    <Question
      title={say("templates.new")}
      submit={say("templates.create")}
      given={IDLE}
      onSubmit={go}
      onClose={onClose}
    >
      <TextInput
        label={say("templates.name")}
        description={say("templates.nameMore")}
        error={isChecked && !isFit ? say("templates.nameFault") : undefined}
        value={name}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
    </Question>
  );
}
