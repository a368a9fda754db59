/**
 * A rule of this house: a module begins by saying what it is for and what never happens in it.
 *
 * Never: a judgement of the words; whoever reviews reads them.
 */
const NEVER = /^\s*\*?\s*Never: \S/m;

const purposeAndNever = {
  meta: {
    type: "suggestion",
    messages: {
      head: "Begin with a comment `/** What it is for. … Never: … */`, so that it's clear what belongs here.",
    },
    schema: [],
  },
  create: (context) => ({
    Program(node) {
      const [head] = context.sourceCode.getAllComments();
      const first = head?.type === "Block" && head.range[0] === 0;
      if (!first || !NEVER.test(head.value))
        context.report({ node, loc: { line: 1, column: 0 }, messageId: "head" });
    },
  }),
};

export default { rules: { "purpose-and-never": purposeAndNever } };
