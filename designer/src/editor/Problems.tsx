/**
 * What is wrong with the open definition, each with the way to its box and to its line.
 *
 * Never: a problem without its remedy.
 */
import { Button } from "../parts/Button";
import { Empty } from "../parts/Empty";
import { ProblemIcon } from "../parts/icons";
import { StateMark } from "../parts/StateMark";
import { say } from "../words";
import { fix, fixesOf } from "./fixing";
import { rangeOfProblem, taskOf } from "./places";
import type { Problem } from "./problems";
import styles from "./Problems.module.css";
import { useEditing, useEditor } from "./useEditor";
import type { Checking } from "./useChecking";

type Props = {
  readonly problems: readonly Problem[];
  readonly checking: Checking;
  /** To the line, in the text. */
  readonly onText: () => void;
  readonly onClose: () => void;
};

export function Problems({ problems, checking, onText, onClose }: Props) {
  return (
    <section className={styles["problems"]} aria-label={say("editor.problems")}>
      <header>
        <h2>{say("editor.problems")}</h2>
        <p role="status">{say(`editor.${checking}`)}</p>
        <Button look="quiet" onClick={onClose}>
          {say("editor.close")}
        </Button>
      </header>
      {problems.length === 0 ? (
        <div className={styles["none"]}>
          <Empty title={say(checking === "checked" ? "editor.noProblems" : "editor.notChecked")}>
            <p>{say("editor.noProblemsMore")}</p>
          </Empty>
        </div>
      ) : (
        <ul aria-label={say("editor.problems")}>
          {problems.map((problem, index) => (
            <li key={`${index} ${problem.code}`}>
              <Entry problem={problem} onText={onText} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Entry({ problem, onText }: { readonly problem: Problem; readonly onText: () => void }) {
  const editor = useEditor();
  const draft = useEditing((editing) => editing.draft);
  const { message, remedy, severity, pointer } = problem;
  const { shown } = draft;
  const task = shown === undefined ? undefined : taskOf(shown, pointer);
  const range = rangeOfProblem(draft, problem);
  const line = draft.text.slice(0, range.from).split("\n").length;
  const choose = () => editor.choose(task === undefined ? [] : [task], range);
  const goToText = () => {
    choose();
    onText();
  };
  const fixes =
    shown === undefined || draft.faults.length > 0 ? [] : fixesOf(problem, shown.document);
  return (
    <div className={styles["entry"]} data-severity={severity}>
      {severity === "error" ? (
        <StateMark state="faulted" />
      ) : (
        <ProblemIcon size={16} stroke={1.6} aria-hidden="true" />
      )}
      <div className={styles["words"]}>
        <button type="button" onClick={task === undefined ? goToText : choose}>
          <span className="unseen">{say(`editor.${severity}`)} </span>
          <bdi>{message}</bdi>
        </button>
        {remedy !== "" && (
          <p>
            <bdi>{remedy}</bdi>
          </p>
        )}
      </div>
      <div className={styles["ways"]}>
        {fixes.map((one) => (
          <Button key={one.label} onClick={() => fix(editor, one)}>
            {one.label}
          </Button>
        ))}
        <Button look="quiet" onClick={goToText}>
          {say("editor.line", { line })}
        </Button>
      </div>
    </div>
  );
}
