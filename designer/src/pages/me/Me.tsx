/**
 * Everything about oneself: profile, how one is told, when one is there, password, second factors, sign-ins.
 *
 * Never: anything of another person.
 */
import { getRouteApi } from "@tanstack/react-router";

import { useProfile, useSecurity } from "../../api/security";
import { Loading } from "../../parts/Empty";
import { Page } from "../../parts/Page";
import { Sections } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { say } from "../../words";
import { Absences } from "../people/Absences";
import { Hours } from "../people/Hours";
import { useMe } from "../useMe";
import { Channels } from "./Channels";
import { Factors } from "./Factors";
import { Password } from "./Password";
import { Profile } from "./Profile";
import { Rules } from "./Rules";
import { History, Sessions } from "./Sessions";

const route = getRouteApi("/me");

export function Me() {
  const me = useMe();
  const security = useSecurity();
  return (
    <Page title={say("security.title")}>
      <Sections>
        <Profile />
        <Channels />
        <Presence />
        {security.isError && <Trouble error={security.error} />}
        {security.isPending && <Loading label={say("page.loading")} />}
        {security.data !== undefined && (
          <>
            <Password has={security.data.password} />
            <Factors security={security.data} />
          </>
        )}
        <Sessions />
        <History />
        {me.permissions.includes("security:write") && <Rules />}
      </Sections>
    </Page>
  );
}

/** When one is away, and when one works. */
function Presence() {
  const profile = useProfile().data;
  const isAsking = route.useSearch().open === "away";
  const navigate = route.useNavigate();
  const ask = (asks: boolean) =>
    void navigate({ search: asks ? { open: "away" } : {}, replace: true, resetScroll: false });
  if (profile === undefined) return null;
  return (
    <>
      <Absences person={profile} own mayChange isAsking={isAsking} onAsk={ask} />
      <Hours person={profile} own mayChange />
    </>
  );
}
