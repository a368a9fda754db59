/**
 * The rules of this folder that no type can hold: which room may import which, that no visible
 * word stands in the code, that every module says what it is for and what never happens in it.
 *
 * Never: a rule switched off for a whole folder of the application.
 */
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

import heads from "./eslint/heads.js";

/** One way only: a room may import the rooms named after it, and itself. */
const ARROWS = {
  words: [],
  model: [],
  look: [],
  api: ["model"],
  parts: ["model", "words"],
  canvas: ["model", "parts", "words"],
  forms: ["api", "model", "parts", "words"],
  guide: ["api", "model", "parts", "words"],
  editor: ["api", "canvas", "forms", "guide", "model", "parts", "words"],
  pages: ["api", "canvas", "editor", "forms", "guide", "model", "parts", "words"],
  frame: ["api", "guide", "model", "parts", "words"],
  app: ["api", "frame", "look", "model", "pages", "parts", "words"],
};
const ROOMS = Object.keys(ARROWS);

const arrows = ROOMS.map((room) => {
  const closed = ROOMS.filter((other) => other !== room && !ARROWS[room].includes(other));
  const libraries = ["words", "model"].includes(room) ? ["react", "react-dom", "@tanstack/*"] : [];
  return {
    files: [`src/${room}/**`],
    ignores: ["**/*.test.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: [
                ...closed.flatMap((other) => [`../${other}/**`, `../../${other}/**`]),
                "../main",
                ...libraries,
              ],
              message: `src/${room} may import ${ARROWS[room].join(", ") || "no other room"}.`,
            },
            { group: ["../../../**", "**/testing/**"], message: "Not from here." },
          ],
        },
      ],
    },
  };
});

const LETTER = "/[\\p{L}]/u";
const ATTRIBUTES =
  "/^(aria-label|aria-description|aria-roledescription|alt|title|placeholder|label)$/";
const words = [
  { selector: `JSXText[value=${LETTER}]`, message: "Words stand in src/words; use say()." },
  {
    selector: `JSXAttribute[name.name=${ATTRIBUTES}] > Literal[value=${LETTER}]`,
    message: "Words stand in src/words; use say().",
  },
  {
    selector: `JSXExpressionContainer > :matches(Literal[value=${LETTER}], TemplateLiteral:has(TemplateElement[value.raw=${LETTER}]))`,
    message: "Words stand in src/words; use say().",
  },
  {
    selector: "JSXAttribute[name.name='style']",
    message: "Looks stand in the style sheets.",
  },
];

export default defineConfig(
  globalIgnores(["dist/", "test-results/", "playwright-report/", "src/api/schema.ts"]),
  js.configs.recommended,
  { plugins: { heads }, rules: { "heads/purpose-and-never": "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ["tsconfig.json", "tsconfig.tools.json"] },
    },
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      eqeqeq: "error",
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 70 }],
      "no-console": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [hooks.configs.flat.recommended],
    rules: { "no-restricted-syntax": ["error", ...words] },
  },
  {
    files: ["**/*.test.{ts,tsx}", "e2e/**", "src/testing/**"],
    rules: { "max-lines-per-function": "off", "no-restricted-syntax": "off" },
  },
  { files: ["*.config.ts"], rules: { "no-restricted-exports": "off" } },
  ...arrows,
);
