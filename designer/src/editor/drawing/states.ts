/**
 * What the tasks of the picture have become while somebody tries the definition.
 *
 * Never: made here; whoever tries it fills it in.
 */
import { createContext } from "react";

import type { TasksShown } from "../../canvas/shown";

/** Undefined while nobody tries it. */
export const StatesContext = createContext<TasksShown | undefined>(undefined);
