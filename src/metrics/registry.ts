/** Every metric by name: the choices of the command line, the lab and the reports. */

import { betaVaeEntry } from "./betaVae.js";
import { cinfomEntry } from "./cinfom.js";
import { dciEntry } from "./dci.js";
import type { MetricEntry } from "./entry.js";
import { explicitnessEntry } from "./explicitness.js";
import { factorVaeEntry } from "./factorVae.js";
import { infomecEntry } from "./infomec.js";
import { irsEntry } from "./irs.js";
import { linearCinfomEntry } from "./linearCinfom.js";
import { linearDecodingEntry } from "./linearDecoding.js";
import { migEntry } from "./mig.js";
import { energyWeightedMirEntry, mirEntry } from "./mir.js";
import { modularityEntry } from "./modularity.js";
import { mutualInformationEntry } from "./mutualInformation.js";
import { participationRatioEntry } from "./participationRatio.js";
import { sapEntry } from "./sap.js";
import { sparsenessEntry } from "./sparseness.js";
import { totalCorrelationEntry } from "./totalCorrelation.js";
import { wassersteinCorrelationEntry } from "./wassersteinCorrelation.js";

export const metrics = {
  mir: mirEntry,
  energyWeightedMir: energyWeightedMirEntry,
  mutualInformation: mutualInformationEntry,
  mig: migEntry,
  modularity: modularityEntry,
  sap: sapEntry,
  dci: dciEntry,
  irs: irsEntry,
  explicitness: explicitnessEntry,
  betaVae: betaVaeEntry,
  factorVae: factorVaeEntry,
  linearDecoding: linearDecodingEntry,
  participationRatio: participationRatioEntry,
  sparseness: sparsenessEntry,
  infomec: infomecEntry,
  cinfom: cinfomEntry,
  linearCinfom: linearCinfomEntry,
  totalCorrelation: totalCorrelationEntry,
  wassersteinCorrelation: wassersteinCorrelationEntry,
} as const satisfies Readonly<Record<string, MetricEntry>>;

export type MetricName = keyof typeof metrics;
