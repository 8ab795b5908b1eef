/** The settings of the experiment `cloud`, which the worker has validated, with the types that its schema gives them. */
import type { CloudSettings } from "../../src/experiments/cloudSettings.js";
import type { Values } from "../worker/protocol.js";

export const cloudSettingsOf = (values: Values): CloudSettings => values as unknown as CloudSettings;
