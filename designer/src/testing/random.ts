/**
 * Chance that comes out the same each time, for tests that try what nobody thought of.
 *
 * Never: a seed of the clock; what fails once fails again.
 */
import type { Json } from "../model/json";

export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Below one, by the generator that is known as mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(one: number): boolean {
    return this.next() < one;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  }
}

const TEXTS = [
  ..."a,on,yes,no,null,~,true,1,1.0,-1,0x1f,1e3,.5,2024-01-01,12:30,=,<<,---,- a,?,? a,:,a:,a: b".split(
    ",",
  ),
  ..."#,a #b,a#b,@a,`a`,%a,&a,*a,!a,|,>,'a',\"a\",it's,{a},[a],a]b,${ .a },${ {a: .b} },.a | .b".split(
    ",",
  ),
  "",
  " ",
  " a",
  "a ",
  "a, b",
  "two\nlines",
  "ends\nwith a break\n",
  "one break\n",
  "two breaks\n\n",
  "\n",
  "\nbegins",
  "  in\nout",
  "a\n\n\n  b\nc",
  "tab\there",
  "\tb",
  "a\r\nb",
  "\u0007\u0085\u2028\ufeff\u00e4",
  "مرحبا",
  "😀",
  "\\n \\",
  "x".repeat(200),
];
const NUMBERS = [0, 1, -7, 1.5, 1e21, 1e-7, 123456789, 2n ** 70n];

export function randomScalar(random: Random): Json {
  if (random.chance(0.7)) return random.pick(TEXTS);
  return random.pick<Json>([null, true, false, ...NUMBERS]);
}

export function randomKey(random: Random): string {
  return random.chance(0.5) ? `key${random.below(50)}` : random.pick(TEXTS);
}

/** A value of any shape; maps without a key twice. */
export function randomJson(random: Random, depth = 3): Json {
  const kind = depth === 0 ? 0 : random.below(4);
  if (kind < 2) return randomScalar(random);
  const count = random.below(4);
  const inner = () => randomJson(random, depth - 1);
  if (kind === 2) return Array.from({ length: count }, inner);
  return Object.fromEntries(
    Array.from({ length: count }, () => [randomKey(random), inner()] as const),
  );
}
