/**
 * A text in Markdown as people read it.
 *
 * Never: HTML of whoever wrote it, or a picture loaded from elsewhere.
 */
import { Fragment, type ReactNode, useMemo } from "react";

import { type Block, type Inline, readMarkdown } from "../model/markdown";
import styles from "./Markdown.module.css";

type Props = {
  readonly text: string;
  /** The level at which its headings begin, so that they stand below those of the page. */
  readonly level?: 2 | 3 | 4;
};

const LOWEST = 6;

export function Markdown({ text, level = 3 }: Props) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  const highest = blocks.reduce(
    (found, one) => (one.kind === "heading" ? Math.min(found, one.level) : found),
    LOWEST,
  );
  return <div className={styles["text"]}>{drawn(blocks, level - highest)}</div>;
}

function drawn(blocks: readonly Block[], lower: number): ReactNode {
  return blocks.map((block, at) => (
    <Fragment key={at}>
      <OneBlock block={block} lower={lower} />
    </Fragment>
  ));
}

function OneBlock({ block, lower }: { readonly block: Block; readonly lower: number }) {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${Math.min(LOWEST, block.level + lower)}` as "h3";
      return <Heading dir="auto">{line(block.inside)}</Heading>;
    }
    case "paragraph":
      return <p dir="auto">{line(block.inside)}</p>;
    case "code":
      return (
        <pre dir="ltr" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return <blockquote dir="auto">{drawn(block.blocks, lower)}</blockquote>;
    case "rule":
      return <hr />;
    case "list": {
      const items = block.items.map((item, at) => (
        <li key={at} dir="auto">
          {drawn(item, lower)}
        </li>
      ));
      return block.first === undefined ? (
        <ul>{items}</ul>
      ) : (
        <ol start={block.first === 1 ? undefined : block.first}>{items}</ol>
      );
    }
    case "table":
      return <Table {...block} />;
  }
}

type TableProps = Pick<Extract<Block, { kind: "table" }>, "head" | "rows">;

function Table({ head, rows }: TableProps) {
  return (
    <div className={styles["table"]}>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col" dir="auto">
                {line(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              {row.map((cell, at) => (
                <td key={at} dir="auto">
                  {line(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function line(inside: readonly Inline[]): ReactNode {
  return inside.map((one, at) => <Fragment key={at}>{drawnInline(one)}</Fragment>);
}

function drawnInline(one: Inline): ReactNode {
  switch (one.kind) {
    case "text":
      return one.text;
    case "code":
      return <code>{one.text}</code>;
    case "break":
      return <br />;
    case "strong":
      return <strong>{line(one.inside)}</strong>;
    case "emphasis":
      return <em>{line(one.inside)}</em>;
    case "struck":
      return <s>{line(one.inside)}</s>;
    case "link":
      return (
        <a href={one.to} target="_blank" rel="noopener noreferrer nofollow">
          {line(one.inside)}
        </a>
      );
  }
}
