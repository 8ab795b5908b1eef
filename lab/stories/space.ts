import { pictured, type Story } from "./protocol.js";

/** Figs. 6 and 7: grid cells and object-vector cells, and when they mix. */
export const space: Story = {
  id: "space",
  title: "A place, an object, and when they need cells of their own",
  figures: "Figs. 6 and 7",
  steps: [
    {
      address: "#space?v=1",
      text: "A code must tell places apart, and also where an object is from here. The object stands anywhere, so the two are independent. Every small map is a neuron's rate over the room. Train: most neurons come to respond to one of the two, position cells or object-vector cells, as the bars below the maps show.",
    },
    {
      address: "#space?v=1&object=1.5,1",
      text: "Once it is trained, drag the object about. The maps of object-vector cells move along with it; those of position cells stay where they are.",
    },
    {
      address: pictured("fig6-maps"),
      text: "Fig. 6 from recorded runs: two kinds of cells in ten of ten seeds. Position cells form a hexagonal module in four of them only; in the others they are stripes.",
    },
    {
      address: "#space?v=1&off=nonnegativity",
      text: "Without nonnegativity fewer neurons are pure (six or seven of ten in recorded runs, against nearly all): a signed code can turn freely between the two.",
    },
    {
      address: "#space?v=1&atHome=1",
      text: "Now the object never moves. Where it is and where one is are the same thing, nothing is won by keeping them apart, and neurons mix.",
    },
    {
      address: pictured("fig7-selectivity"),
      text: "Fig. 7 over the probability that the object stays: selectivity falls as the world becomes entangled.",
    },
    {
      address: "#space?v=1&experiment=grid-cells",
      text: "Last, position alone. With nonnegativity, energies and path integration made cheap, a module of hexagonal grid cells grows; it takes the experiment's full length, a minute or so here.",
    },
    {
      address: pictured("grid-cells-maps"),
      text: "Twenty recorded seeds: hexagons in seventeen of them with all constraints, in none of three without nonnegativity or without the energies.",
    },
  ],
};
