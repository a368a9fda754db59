/**
 * The end of a form that stays open: what came of the last try, and the button to save.
 *
 * Never: the word that it is saved beside the trouble that it isn't.
 */
import { say } from "../words";
import { Button } from "./Button";
import { Trouble } from "./Trouble";

type Props = {
  readonly given: {
    readonly error: unknown;
    readonly isError: boolean;
    readonly isPending: boolean;
    readonly isSuccess: boolean;
  };
};

export function SaveFooter({ given: { error, isError, isPending, isSuccess } }: Props) {
  return (
    <>
      {isError && <Trouble error={error} done />}
      {isSuccess && <p role="status">{say("save.saved")}</p>}
      <div>
        <Button look="main" type="submit" busy={isPending}>
          {say("save.save")}
        </Button>
      </div>
    </>
  );
}
