/**
 * Says that the page has lost touch, and that it has found it again.
 *
 * Never: shown for a hiccup; who is back within a moment has missed nothing.
 */
import { useEffect, useState } from "react";

import { live, useConnection } from "../api/live";
import { Button } from "../parts/Button";
import { OfflineIcon } from "../parts/icons";
import { say } from "../words";
import styles from "./Connection.module.css";

const PATIENCE_MS = 2_000;

export function Connection() {
  const away = useConnection() === "offline";
  const [told, setTold] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTold(away), away ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [away]);
  return (
    <div role="status">
      {told && (
        <div className={styles["strip"]}>
          <OfflineIcon size={18} stroke={1.6} aria-hidden="true" />
          <p>
            <strong>{say("connection.offline")}</strong> {say("connection.remedy")}
          </p>
          <Button look="quiet" onClick={live.again}>
            {say("connection.again")}
          </Button>
        </div>
      )}
    </div>
  );
}
