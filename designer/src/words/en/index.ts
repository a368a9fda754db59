/**
 * All words of this language, by the room that says them.
 *
 * Never: a sentence here; they stand in the files beside it.
 */
import access from "./access.json";
import approvals from "./approvals.json";
import audit from "./audit.json";
import canvas from "./canvas.json";
import files from "./files.json";
import forms from "./forms.json";
import frame from "./frame.json";
import keys from "./keys.json";
import notices from "./notices.json";
import pages from "./pages.json";
import parts from "./parts.json";
import people from "./people.json";
import providers from "./providers.json";
import repairs from "./repairs.json";
import secrets from "./secrets.json";
import security from "./security.json";
import templates from "./templates.json";
import tenants from "./tenants.json";
import webhooks from "./webhooks.json";

export const words = {
  ...access,
  ...frame,
  ...pages,
  ...files,
  ...forms,
  ...canvas,
  ...parts,
  ...people,
  ...repairs,
  ...security,
  ...audit,
  ...keys,
  ...secrets,
  ...providers,
  ...templates,
  ...tenants,
  ...webhooks,
  ...approvals,
  ...notices,
};
