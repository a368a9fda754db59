/**
 * What stands for the organisation: its picture, else the sign of Baton, in its colour if it has one.
 *
 * Never: read out; the name stands beside it.
 */
import type { Me } from "../api/session";
import { logoOf } from "../api/tenants";
import { Sign } from "../parts/Sign";
import styles from "./Brand.module.css";

export function Brand({ tenant: { logo, colour } }: { readonly tenant: Me["tenant"] }) {
  return (
    <>
      {typeof colour === "string" && (
        <span
          className={styles["band"]}
          ref={(band) => band?.style.setProperty("--brand", colour)}
          aria-hidden="true"
        />
      )}
      {typeof logo === "string" ? (
        <img className={styles["logo"]} src={logoOf(logo)} alt="" />
      ) : (
        <Sign />
      )}
    </>
  );
}
