/**
 * What the server finds out about a text that is being written.
 *
 * Never: kept there; it only looks.
 */
import type { Suggestion } from "../model/fixes";
import type { Json } from "../model/json";
import { post } from "./client";

export type Checked = {
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly pointer: string;
    readonly line: number;
    readonly column: number;
    readonly severity: "error" | "warning";
    readonly suggestions?: readonly Suggestion[];
  }[];
  readonly data: Readonly<
    Record<
      string,
      {
        readonly input: Json;
        readonly output: Json;
        readonly context: Json;
        readonly variables: Readonly<Record<string, Json>>;
      }
    >
  >;
  /** Shapes that stand in `data` as `{"$ref": "#/schemas/0"}`. */
  readonly schemas?: readonly Json[];
};

export async function checkText(text: string, signal: AbortSignal): Promise<Checked> {
  const headers = { "Content-Type": "application/yaml" };
  const asking = { body: text, headers, signal };
  const checked: unknown = await post("/api/v1/definitions/check", asking);
  return checked as Checked;
}
