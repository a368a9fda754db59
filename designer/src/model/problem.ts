/**
 * What can go wrong between this page and the API, as values that say so.
 *
 * Never: a sentence of its own; words come from the API's answer or from the language file.
 */

/** The API's refusal (RFC 9457), with what to do about it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy: string;
  readonly request: string | undefined;
  /** What stands there now, where somebody else has been faster. */
  readonly newest: unknown;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const detail = textOf(body["detail"]) ?? textOf(body["title"]) ?? String(status);
    super(detail);
    this.status = status;
    this.code = (textOf(body["type"]) ?? "").split(":").at(-1) ?? "";
    this.detail = detail;
    this.remedy = textOf(body["remedy"]) ?? "";
    this.request = textOf(body["request"]);
    this.newest = body["newest"];
  }
}

/** No answer at all: the network, or a server that is down. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** An answer that is not the API's, such as a proxy's page. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
