/** Every work that a report can name, with what BibTeX wants to know of it. */

export interface Work {
  readonly key: string;
  readonly kind: "article" | "book" | "incollection" | "inproceedings" | "misc";
  /** Surname of the first author as our texts spell it, and what follows it there: the year, or else a mark of the edition. */
  readonly first: string;
  readonly named: string;
  readonly authors: string;
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly year: number;
}

/** What LaTeX would obey. */
export const escapeLatex = (text: string): string => text.replace(/[&%#_$]/g, (character) => `\\${character}`);

type Kind = Work["kind"];

/** "first" and the year as they stand in our texts, the key made of both. */
const work = (
  kind: Kind,
  [first, year, named = String(year)]: readonly [first: string, year: number, named?: string],
  authors: string,
  title: string,
  fields: Readonly<Record<string, string>>,
): Work => ({ key: `${first.toLowerCase()}${year}`, kind, first, named, authors, title, fields, year });

const iclr = { booktitle: "International Conference on Learning Representations" };
const icml = { booktitle: "International Conference on Machine Learning" };
const neurips = { booktitle: "Advances in Neural Information Processing Systems" };
const journal = (name: string, volume: number, pages: string) => ({ journal: name, volume: String(volume), pages });

export const WORKS: readonly Work[] = [
  work(
    "inproceedings",
    ["Whittington", 2023],
    "Whittington, James C. R. and Dorrell, Will and Ganguli, Surya and Behrens, Timothy E. J.",
    "Disentanglement with Biological Constraints: A Theory of Functional Cell Types",
    iclr,
  ),
  work(
    "inproceedings",
    ["Dorrell", 2025, "(?:2025|arXiv 2410\\.06232)"],
    "Dorrell, Will and Hsu, Kyle and Hollingsworth, Luke and Lee, Jin Hwa and Wu, Jiajun and Finn, Chelsea and Latham, Peter E. and Behrens, Timothy E. J. and Whittington, James C. R.",
    "Range, not Independence, Drives Modularity in Biologically Inspired Representations",
    iclr,
  ),
  work(
    "inproceedings",
    ["Dorrell", 2026],
    "Dorrell, William and Latham, Peter E. and Whittington, James",
    "Convex Efficient Coding",
    iclr,
  ),
  work(
    "inproceedings",
    ["Dorrell", 2023],
    "Dorrell, William and Latham, Peter E. and Behrens, Timothy E. J. and Whittington, James C. R.",
    "Actionable Neural Representations: Grid Cells from Minimal Constraints",
    iclr,
  ),
  work(
    "inproceedings",
    ["Suter", 2019],
    "Suter, Raphael and Miladinović, Đorđe and Schölkopf, Bernhard and Bauer, Stefan",
    "Robustly Disentangled Causal Mechanisms: Validating Deep Representations for Interventional Robustness",
    icml,
  ),
  work(
    "inproceedings",
    ["Kumar", 2018],
    "Kumar, Abhishek and Sattigeri, Prasanna and Balakrishnan, Avinash",
    "Variational Inference of Disentangled Latent Concepts from Unlabeled Observations",
    iclr,
  ),
  work(
    "article",
    ["Treves", 1991],
    "Treves, Alessandro and Rolls, Edmund T.",
    "What Determines the Capacity of Autoassociative Memories in the Brain?",
    journal("Network: Computation in Neural Systems", 2, "371--397"),
  ),
  work(
    "article",
    ["Vinje", 2000],
    "Vinje, William E. and Gallant, Jack L.",
    "Sparse Coding and Decorrelation in Primary Visual Cortex During Natural Vision",
    journal("Science", 287, "1273--1276"),
  ),
  work(
    "article",
    ["Hoyer", 2004],
    "Hoyer, Patrik O.",
    "Non-negative Matrix Factorization with Sparseness Constraints",
    journal("Journal of Machine Learning Research", 5, "1457--1469"),
  ),
  work(
    "incollection",
    ["Abbott", 2011],
    "Abbott, L. F. and Rajan, Kanaka and Sompolinsky, Haim",
    "Interactions between Intrinsic and Stimulus-Evoked Activity in Recurrent Neural Networks",
    { booktitle: "The Dynamic Brain", publisher: "Oxford University Press" },
  ),
  work(
    "misc",
    ["Gao", 2017],
    "Gao, Peiran and Trautmann, Eric and Yu, Byron and Santhanam, Gopal and Ryu, Stephen and Shenoy, Krishna and Ganguli, Surya",
    "A Theory of Multineuronal Dimensionality, Dynamics and Measurement",
    { howpublished: "bioRxiv" },
  ),
  work("inproceedings", ["Kim", 2018], "Kim, Hyunjik and Mnih, Andriy", "Disentangling by Factorising", icml),
  work(
    "inproceedings",
    ["Chen", 2018],
    "Chen, Ricky T. Q. and Li, Xuechen and Grosse, Roger and Duvenaud, David",
    "Isolating Sources of Disentanglement in Variational Autoencoders",
    neurips,
  ),
  work(
    "inproceedings",
    ["Locatello", 2019],
    "Locatello, Francesco and Bauer, Stefan and Lucic, Mario and Rätsch, Gunnar and Gelly, Sylvain and Schölkopf, Bernhard and Bachem, Olivier",
    "Challenging Common Assumptions in the Unsupervised Learning of Disentangled Representations",
    icml,
  ),
  work(
    "inproceedings",
    ["Eastwood", 2018],
    "Eastwood, Cian and Williams, Christopher K. I.",
    "A Framework for the Quantitative Evaluation of Disentangled Representations",
    iclr,
  ),
  work(
    "inproceedings",
    ["Ridgeway", 2018],
    "Ridgeway, Karl and Mozer, Michael C.",
    "Learning Deep Disentangled Embeddings with the F-Statistic Loss",
    neurips,
  ),
  work(
    "book",
    ["Bishop", 2006, "Pattern Recognition and Machine Learning"],
    "Bishop, Christopher M.",
    "Pattern Recognition and Machine Learning",
    {
      publisher: "Springer",
    },
  ),
  work(
    "inproceedings",
    ["Hsu", 2023],
    "Hsu, Kyle and Dorrell, Will and Whittington, James C. R. and Wu, Jiajun and Finn, Chelsea",
    "Disentanglement via Latent Quantization",
    neurips,
  ),
  work(
    "article",
    ["Ross", 2014],
    "Ross, Brian C.",
    "Mutual Information between Discrete and Continuous Data Sets",
    journal("PLoS ONE", 9, "e87357"),
  ),
  work(
    "inproceedings",
    ["Higgins", 2017],
    "Higgins, Irina and Matthey, Loic and Pal, Arka and Burgess, Christopher and Glorot, Xavier and Botvinick, Matthew and Mohamed, Shakir and Lerchner, Alexander",
    "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework",
    iclr,
  ),
  work(
    "book",
    ["Cover", 2006, "(?:2006|2nd edition)"],
    "Cover, Thomas M. and Thomas, Joy A.",
    "Elements of Information Theory",
    {
      edition: "2nd",
      publisher: "Wiley",
    },
  ),
  work(
    "article",
    ["Rigotti", 2013],
    "Rigotti, Mattia and Barak, Omri and Warden, Melissa R. and Wang, Xiao-Jing and Daw, Nathaniel D. and Miller, Earl K. and Fusi, Stefano",
    "The Importance of Mixed Selectivity in Complex Cognitive Tasks",
    journal("Nature", 497, "585--590"),
  ),
  work(
    "article",
    ["Freedman", 1983],
    "Freedman, David and Lane, David",
    "A Nonstochastic Interpretation of Reported Significance Levels",
    journal("Journal of Business and Economic Statistics", 1, "292--298"),
  ),
  work(
    "article",
    ["Benjamini", 1995],
    "Benjamini, Yoav and Hochberg, Yosef",
    "Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing",
    journal("Journal of the Royal Statistical Society: Series B", 57, "289--300"),
  ),
  work(
    "article",
    ["Hirokawa", 2019],
    "Hirokawa, Junya and Vaughan, Alexander and Masset, Paul and Ott, Torben and Kepecs, Adam",
    "Frontal Cortex Neuron Types Categorically Encode Single Decision Variables",
    journal("Nature", 576, "446--451"),
  ),
  work(
    "article",
    ["Langston", 2010],
    "Langston, Rosamund F. and Ainge, James A. and Couey, Jonathan J. and Canto, Cathrin B. and Bjerknes, Tale L. and Witter, Menno P. and Moser, Edvard I. and Moser, May-Britt",
    "Development of the Spatial Representation System in the Rat",
    journal("Science", 328, "1576--1580"),
  ),
  work(
    "article",
    ["Brandon", 2011],
    "Brandon, Mark P. and Bogaard, Andrew R. and Libby, Christopher P. and Connerney, Michael A. and Gupta, Kishan and Hasselmo, Michael E.",
    "Reduction of Theta Rhythm Dissociates Grid Cell Spatial Periodicity from Directional Tuning",
    journal("Science", 332, "595--599"),
  ),
  work(
    "article",
    ["Sargolini", 2006],
    "Sargolini, Francesca and Fyhn, Marianne and Hafting, Torkel and McNaughton, Bruce L. and Witter, Menno P. and Moser, May-Britt and Moser, Edvard I.",
    "Conjunctive Representation of Position, Direction, and Velocity in Entorhinal Cortex",
    journal("Science", 312, "758--762"),
  ),
  work(
    "article",
    ["Banino", 2018],
    "Banino, Andrea and Barry, Caswell and Uria, Benigno and others",
    "Vector-based Navigation using Grid-like Representations in Artificial Agents",
    journal("Nature", 557, "429--433"),
  ),
  work(
    "misc",
    ["Barry", 2017],
    "Barry, Caswell and Burgess, Neil",
    "To be a Grid Cell: Shuffling Procedures for Determining ``Gridness''",
    { howpublished: "bioRxiv" },
  ),
  work(
    "article",
    ["Theiler", 1992],
    "Theiler, James and Eubank, Stephen and Longtin, André and Galdrikian, Bryan and Farmer, J. Doyne",
    "Testing for Nonlinearity in Time Series: The Method of Surrogate Data",
    journal("Physica D", 58, "77--94"),
  ),
  work(
    "inproceedings",
    ["Skaggs", 1993],
    "Skaggs, William E. and McNaughton, Bruce L. and Gothard, Katalin M. and Markus, Etan J.",
    "An Information-Theoretic Approach to Deciphering the Hippocampal Code",
    { ...neurips, volume: "5" },
  ),
  work(
    "article",
    ["Solstad", 2008],
    "Solstad, Trygve and Boccara, Charlotte N. and Kropff, Emilio and Moser, May-Britt and Moser, Edvard I.",
    "Representation of Geometric Borders in the Entorhinal Cortex",
    journal("Science", 322, "1865--1868"),
  ),
  work(
    "article",
    ["Hoydal", 2019],
    "Høydal, Øyvind Arne and Skytøen, Emilie Ranheim and Andersson, Sebastian Ola and Moser, May-Britt and Moser, Edvard I.",
    "Object-vector Coding in the Medial Entorhinal Cortex",
    journal("Nature", 568, "400--404"),
  ),
  work(
    "article",
    ["Kropff", 2015],
    "Kropff, Emilio and Carmichael, James E. and Moser, May-Britt and Moser, Edvard I.",
    "Speed Cells in the Medial Entorhinal Cortex",
    journal("Nature", 523, "419--424"),
  ),
  work(
    "article",
    ["Bjoerck", 1973],
    "Björck, Åke and Golub, Gene H.",
    "Numerical Methods for Computing Angles between Linear Subspaces",
    journal("Mathematics of Computation", 27, "579--594"),
  ),
  work(
    "article",
    ["Spearman", 1904],
    "Spearman, Charles",
    "The Proof and Measurement of Association between Two Things",
    journal("The American Journal of Psychology", 15, "72--101"),
  ),
  work(
    "article",
    ["Bernardi", 2020],
    "Bernardi, Silvia and Benna, Marcus K. and Rigotti, Mattia and Munuera, Jérôme and Fusi, Stefano and Salzman, C. Daniel",
    "The Geometry of Abstraction in the Hippocampus and Prefrontal Cortex",
    journal("Cell", 183, "954--967"),
  ),
  work(
    "article",
    ["Horn", 1965],
    "Horn, John L.",
    "A Rationale and Test for the Number of Factors in Factor Analysis",
    journal("Psychometrika", 30, "179--185"),
  ),
];
