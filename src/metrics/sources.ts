/** Papers in which more than one metric stands. */

export const WHITTINGTON_2023 =
  'Whittington, Dorrell, Ganguli and Behrens, "Disentanglement with biological constraints: a theory of functional cell types", ICLR 2023, A.1';

export const RIDGEWAY_2018 =
  "Ridgeway and Mozer, Learning deep disentangled embeddings with the F-statistic loss, NeurIPS 2018";

export const DORRELL_2025 =
  "Dorrell, Hsu, Hollingsworth, Lee, Wu, Finn, Latham, Behrens and Whittington, Range, not independence, drives modularity in biologically inspired representations, ICLR 2025";

export const LOCATELLO_2019 =
  "Locatello, Bauer, Lucic, Raetsch, Gelly, Schoelkopf and Bachem, Challenging common assumptions in the unsupervised learning of disentangled representations, ICML 2019";
