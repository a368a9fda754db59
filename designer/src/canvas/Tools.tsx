/**
 * The picture's controls: larger, smaller, all of it; on a touch screen, what one finger does.
 *
 * Never: the only way; a wheel with Ctrl and two fingers do the same.
 */
import { useReactFlow } from "@xyflow/react";
import type { ReactNode } from "react";

import { say } from "../words";
import { FitIcon, MoveIcon, ZoomInIcon, ZoomOutIcon } from "./icons";
import styles from "./Tools.module.css";

type Props = {
  readonly onFit: () => void;
  /** What one finger does; where it always moves the picture there is nothing to say. */
  readonly moving?: boolean;
  readonly onMoving?: (moving: boolean) => void;
};

export function Tools({ onFit, moving = true, onMoving }: Props) {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div className={styles["tools"]} role="group" aria-label={say("canvas.tools")}>
      {onMoving !== undefined && (
        <Tool name={say("canvas.move")} pressed={moving} onPress={() => onMoving(!moving)}>
          <MoveIcon stroke={1.6} />
        </Tool>
      )}
      <Tool name={say("canvas.zoomOut")} onPress={() => void zoomOut()}>
        <ZoomOutIcon stroke={1.6} />
      </Tool>
      <Tool name={say("canvas.zoomIn")} onPress={() => void zoomIn()}>
        <ZoomInIcon stroke={1.6} />
      </Tool>
      <Tool name={say("canvas.fit")} onPress={onFit}>
        <FitIcon stroke={1.6} />
      </Tool>
    </div>
  );
}

type ToolProps = {
  readonly name: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
};

function Tool({ name, pressed, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      title={name}
      aria-label={name}
      aria-pressed={pressed}
      data-touch={pressed !== undefined || undefined}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
