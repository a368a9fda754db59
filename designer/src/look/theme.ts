/**
 * Mantine's components in our own colours, sizes and shapes: every one of them is a role of
 * `tokens.css`.
 *
 * Never: a colour by its number; where a component wants a scale, each step is a role.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const step = (role: string) => `var(--${role})`;

/** A scale in the order that Mantine reads it: washes, then edges, then what stands out. */
function scale(wash: string, strong: string): MantineColorsTuple {
  const [light, full] = [step(wash), step(strong)];
  return [light, light, light, full, full, full, full, full, full, full];
}

export const theme = createTheme({
  fontFamily: "var(--face)",
  fontFamilyMonospace: "var(--face-code)",
  headings: { fontFamily: "var(--face)", fontWeight: "600" },
  primaryColor: "accent",
  primaryShade: 6,
  colors: {
    accent: scale("accent-wash", "accent"),
    red: scale("faulted-wash", "faulted"),
  },
  fontSizes: {
    xs: "var(--size-small)",
    sm: "var(--size)",
    md: "var(--size)",
    lg: "var(--size-large)",
    xl: "var(--size-title)",
  },
  spacing: {
    xs: "var(--gap-2)",
    sm: "var(--gap-3)",
    md: "var(--gap-4)",
    lg: "var(--gap-5)",
    xl: "var(--gap-6)",
  },
  radius: { xs: "3px", sm: "var(--round)", md: "var(--round)", lg: "9px", xl: "999px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
});

export const variables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--paper)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-bright": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "var(--ink-soft)",
    "--mantine-color-anchor": "var(--accent)",
    "--mantine-color-default": "var(--sheet)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--edge)",
    "--mantine-color-error": "var(--faulted)",
    "--mantine-color-success": "var(--completed)",
    "--mantine-color-disabled": "var(--sunk)",
    "--mantine-color-disabled-color": "var(--ink-soft)",
    "--mantine-color-disabled-border": "var(--rule)",
    "--mantine-primary-color-contrast": "var(--on-accent)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-strong)",
    "--mantine-primary-color-light": "var(--accent-wash)",
    "--mantine-primary-color-light-hover": "var(--accent-wash)",
    "--mantine-primary-color-light-color": "var(--accent)",
  },
  light: {},
  dark: {},
});
