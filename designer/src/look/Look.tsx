/**
 * What every component stands in: colours, sizes and the direction of reading.
 *
 * Never: a page without it, or a second place that chooses between light and dark.
 */
import "./mantine.css";
import "./faces.css";
import "./tokens.css";
import "./base.css";
import "./parts-of-mantine.css";

import { DirectionProvider, MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";

import { theme, variables } from "./theme";

type Props = { readonly direction: "ltr" | "rtl"; readonly children: ReactNode };

export function Look({ direction, children }: Props) {
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
        {children}
      </MantineProvider>
    </DirectionProvider>
  );
}
