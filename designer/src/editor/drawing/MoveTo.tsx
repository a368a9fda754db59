/**
 * All places to which what is chosen can be moved, as a list to search.
 *
 * Never: a place inside of what is moved.
 */
import { Modal } from "@mantine/core";

import { blocksOf } from "../../model/graphBlocks";
import type { Item } from "../../model/graphFlow";
import type { Place } from "../../model/editing/ways";
import { nameAt } from "../../model/editing/ways";
import type { Json } from "../../model/json";
import { say } from "../../words";
import { useEditing } from "../useEditor";
import { folded } from "./choices";
import type { Deeds } from "./deeds";
import { Finder, type OptionGroup } from "./Finder";
import { isPlainBranch } from "./placing";
import { useStage, useStageStore } from "./stage";

export function MoveTo({ deeds }: { readonly deeds: Deeds }) {
  const stage = useStageStore();
  const isOpen = useStage(({ moving }) => moving);
  const document = useEditing(({ draft }) => draft.shown?.document ?? null);
  const chosen = useEditing(({ history }) => history.selection.tasks);
  const close = () => stage.setState({ moving: false, focusing: true });
  if (!isOpen) return null;
  const places = placesFor(document, chosen);
  return (
    <Modal.Root opened onClose={close} padding={0} size="md" yOffset="12dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={say("drawing.moveTo")}>
        <Modal.Body>
          <Finder
            label={say("drawing.moveTo")}
            hint={say("drawing.moveToHint")}
            groupsFor={(text) => found(places, text)}
            onTake={(key) => {
              const place = places.flatMap(({ options }) => options).find((one) => one.key === key);
              close();
              if (place !== undefined) deeds.move(place.place);
            }}
          />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type PlaceOption = { readonly key: string; readonly title: string; readonly place: Place };
type PlaceGroup = OptionGroup & { readonly options: readonly PlaceOption[] };

/** By block, in the order of the document: at its beginning, and behind each of its tasks. */
export function placesFor(document: Json, chosen: readonly string[]): readonly PlaceGroup[] {
  const isMoved = (pointer: string) =>
    chosen.some((one) => pointer === one || pointer.startsWith(`${one}/`));
  const open = blocksOf(document).filter(({ pointer }) => !isMoved(pointer));
  const lists = open.map(({ pointer, owner, role, items }): PlaceGroup => {
    const name = owner === undefined ? "" : nameAt(document, owner);
    const title = say(`drawing.list.${role}`, { name });
    const first = {
      key: `${pointer} 0`,
      title: say("drawing.atBeginning"),
      place: { list: pointer, index: 0 },
    };
    const others = items.flatMap((item, index) =>
      isMoved(item.id)
        ? []
        : [
            {
              key: `${pointer} ${index + 1}`,
              title: say("drawing.after", { name: item.name }),
              place: { list: pointer, index: index + 1 },
            },
          ],
    );
    return { key: pointer, title, options: [first, ...others] };
  });
  const branches = open
    .filter(({ role }) => role === "fork")
    .flatMap(({ pointer, items }) => items.map((item, index) => ({ list: pointer, item, index })))
    .filter(({ item }) => !chosen.includes(item.id) && isPlainBranch(document, item.id));
  return [...lists, ...branches.map(inBranch)];
}

type Branch = { readonly list: string; readonly item: Item; readonly index: number };

/** A branch that is one task becomes a block when another one joins it. */
function inBranch({ list, item: { id, name }, index }: Branch): PlaceGroup {
  const title = say("drawing.list.branch", { name });
  const at = (key: string, words: string, place: number): PlaceOption => ({
    key: `${id} ${key}`,
    title: words,
    place: { list, index: place, branch: id },
  });
  const options = [
    at("before", say("drawing.before", { name }), index),
    at("after", say("drawing.after", { name }), index + 1),
  ];
  return { key: id, title, options };
}

function found(groups: readonly PlaceGroup[], text: string): readonly OptionGroup[] {
  const sought = folded(text);
  if (sought === "") return groups;
  return groups
    .map((group) => ({
      ...group,
      options: group.options.filter(({ title }) =>
        folded(`${title} ${group.title}`).includes(sought),
      ),
    }))
    .filter(({ options }) => options.length > 0);
}
