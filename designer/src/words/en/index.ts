/**
 * All words of this language, by the room that says them.
 *
 * Never: a sentence here; they stand in the files beside it.
 */
import access from "./access.json";
import approvals from "./approvals.json";
import audit from "./audit.json";
import canvas from "./canvas.json";
import chats from "./chats.json";
import editor from "./editor.json";
import drawing from "./drawing.json";
import files from "./files.json";
import fixes from "./fixes.json";
import forms from "./forms.json";
import formEditor from "./formEditor.json";
import frame from "./frame.json";
import guide from "./guide.json";
import home from "./home.json";
import jq from "./jq.json";
import keys from "./keys.json";
import notices from "./notices.json";
import pages from "./pages.json";
import panel from "./panel.json";
import parts from "./parts.json";
import people from "./people.json";
import providers from "./providers.json";
import publishing from "./publishing.json";
import repairs from "./repairs.json";
import room from "./room.json";
import secrets from "./secrets.json";
import security from "./security.json";
import templates from "./templates.json";
import tenants from "./tenants.json";
import trying from "./trying.json";
import watch from "./watch.json";
import webhooks from "./webhooks.json";

export const words = {
  ...access,
  ...frame,
  ...pages,
  ...editor,
  ...files,
  ...fixes,
  ...forms,
  ...canvas,
  ...drawing,
  ...parts,
  ...people,
  ...repairs,
  ...room,
  ...security,
  ...audit,
  ...guide,
  ...home,
  ...jq,
  ...keys,
  ...secrets,
  ...providers,
  ...templates,
  ...tenants,
  ...watch,
  ...webhooks,
  ...chats,
  ...approvals,
  ...notices,
  ...panel,
  ...formEditor,
  ...trying,
  ...publishing,
};
