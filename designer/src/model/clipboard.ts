/**
 * Tasks as text, on their way from one place or document to another, or into a mail.
 *
 * Never: anything but what is copied; no anchor of another document, no name of a person.
 */
import { isObject, type Json } from "./json";
import { tasksAt } from "./editing/tasks";
import { Composer } from "./yaml/compose";
import { readText } from "./yaml/read";
import { reworded } from "./yaml/rewrite";

const MANNER = { step: 2, listStep: 2, json: false };
const MEANS = { anchors: false, literals: true, lifting: true };

/** As a list of tasks in YAML, comments and all. */
export function copiedTasks(document: Json, pointers: readonly string[]): string {
  const tasks = tasksAt(document, pointers);
  if (tasks.length === 0) return "";
  return `${new Composer(MANNER, MEANS, reworded).lines(tasks).join("\n")}\n`;
}

/** The tasks of a text: a list of them, one alone, or those of a whole document. */
export function tasksOfText(text: string): readonly Json[] | undefined {
  const reading = readText(text);
  if (!reading.ok) return undefined;
  const { json } = reading.source;
  const found = Array.isArray(json) ? (json as readonly Json[]) : tasksOfMap(json);
  return found !== undefined && found.length > 0 && found.every(isTask) ? found : undefined;
}

function tasksOfMap(json: Json): readonly Json[] | undefined {
  if (!isObject(json)) return undefined;
  if (isTask(json)) return [json];
  const tasks = json["do"];
  return Array.isArray(tasks) ? (tasks as readonly Json[]) : undefined;
}

function isTask(json: Json): boolean {
  if (!isObject(json)) return false;
  const [body, ...others] = Object.values(json);
  return others.length === 0 && body !== undefined && isObject(body);
}
