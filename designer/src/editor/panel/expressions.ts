/**
 * How expressions, conditions and texts with values are written in the panel.
 *
 * Never: a second way; whoever needs one takes it from here.
 */
export { ConditionField } from "../jq/ConditionField";
export { ExpressionField } from "../jq/ExpressionField";
export { TemplateField } from "../jq/TemplateField";
