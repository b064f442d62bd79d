#include "CResources.h"

// #embed is C23; clang knows it in earlier modes too.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char dark[] = {
#embed "../../themes/dark.toml"
};
static const unsigned char light[] = {
#embed "../../themes/light.toml"
};
static const unsigned char mono[] = {
#embed "../../themes/mono.toml"
};
static const unsigned char high_contrast[] = {
#embed "../../themes/high-contrast.toml"
};
static const unsigned char color_blind_safe[] = {
#embed "../../themes/color-blind-safe.toml"
};
static const unsigned char dusk[] = {
#embed "../../themes/dusk.toml"
};
static const unsigned char forest[] = {
#embed "../../themes/forest.toml"
};
static const unsigned char ocean[] = {
#embed "../../themes/ocean.toml"
};
static const unsigned char amber[] = {
#embed "../../themes/amber.toml"
};
static const unsigned char paper[] = {
#embed "../../themes/paper.toml"
};
static const unsigned char digits_images[] = {
#embed "../../data/digits-512-images-idx3-ubyte.gz"
};
static const unsigned char digits_labels[] = {
#embed "../../data/digits-512-labels-idx1-ubyte.gz"
};
static const unsigned char digits_note[] = {
#embed "../../data/digits.md"
};
static const unsigned char mixtures[] = {
#embed "../../data/mixtures.json"
};
static const unsigned char shakespeare[] = {
#embed "../../data/shakespeare.txt"
};
static const unsigned char initial_noise[] = {
#embed "../../data/initial-noise.json"
};
static const unsigned char classifier[] = {
#embed "../../models/digit-classifier/quickstep.toml"
};
static const unsigned char classifier_weights[] = {
#embed "../../models/digit-classifier/diffusion_pytorch_model.safetensors"
};
static const unsigned char classifier_reference[] = {
#embed "../../models/digit-classifier/reference.safetensors"
};
static const unsigned char digits_flow_configuration[] = {
#embed "../../models/digits-flow/config.json"
};
static const unsigned char digits_flow[] = {
#embed "../../models/digits-flow/quickstep.toml"
};
static const unsigned char digits_flow_weights[] = {
#embed "../../models/digits-flow/diffusion_pytorch_model.safetensors"
};
static const unsigned char digits_noise_configuration[] = {
#embed "../../models/digits-noise/config.json"
};
static const unsigned char digits_noise[] = {
#embed "../../models/digits-noise/quickstep.toml"
};
static const unsigned char digits_noise_weights[] = {
#embed "../../models/digits-noise/diffusion_pytorch_model.safetensors"
};
static const unsigned char ring_flow[] = {
#embed "../../models/ring-flow/quickstep.toml"
};
static const unsigned char ring_flow_weights[] = {
#embed "../../models/ring-flow/diffusion_pytorch_model.safetensors"
};
static const unsigned char grid_25_flow[] = {
#embed "../../models/grid-25-flow/quickstep.toml"
};
static const unsigned char grid_25_flow_weights[] = {
#embed "../../models/grid-25-flow/diffusion_pytorch_model.safetensors"
};
static const unsigned char moons_flow[] = {
#embed "../../models/moons-flow/quickstep.toml"
};
static const unsigned char moons_flow_weights[] = {
#embed "../../models/moons-flow/diffusion_pytorch_model.safetensors"
};
static const unsigned char spiral_flow[] = {
#embed "../../models/spiral-flow/quickstep.toml"
};
static const unsigned char spiral_flow_weights[] = {
#embed "../../models/spiral-flow/diffusion_pytorch_model.safetensors"
};
static const unsigned char checkerboard_flow[] = {
#embed "../../models/checkerboard-flow/quickstep.toml"
};
static const unsigned char checkerboard_flow_weights[] = {
#embed "../../models/checkerboard-flow/diffusion_pytorch_model.safetensors"
};
static const unsigned char demo_few_steps[] = {
#embed "../../examples/demos/few-steps.txt"
};
static const unsigned char demo_order[] = {
#embed "../../examples/demos/order.txt"
};
static const unsigned char demo_guidance[] = {
#embed "../../examples/demos/guidance.txt"
};
static const unsigned char demo_sweep[] = {
#embed "../../examples/demos/sweep.txt"
};
static const unsigned char demo_pictures[] = {
#embed "../../examples/demos/pictures.txt"
};
static const unsigned char demo_masked[] = {
#embed "../../examples/demos/masked.txt"
};
static const unsigned char demo_distill[] = {
#embed "../../examples/demos/distill.txt"
};
static const unsigned char demo_walk[] = {
#embed "../../examples/demos/walk.txt"
};
static const unsigned char preset_better_levels[] = {
#embed "../../examples/presets/better-levels.toml"
};
static const unsigned char preset_checkerboard_adaptive[] = {
#embed "../../examples/presets/checkerboard-adaptive.toml"
};
static const unsigned char preset_digits_each[] = {
#embed "../../examples/presets/digits-each.toml"
};
static const unsigned char preset_digits_four_calls[] = {
#embed "../../examples/presets/digits-four-calls.toml"
};
static const unsigned char preset_fewest_ring[] = {
#embed "../../examples/presets/fewest-ring.toml"
};
static const unsigned char preset_grid_self_repellent[] = {
#embed "../../examples/presets/grid-self-repellent.toml"
};
static const unsigned char preset_lollipop_descent[] = {
#embed "../../examples/presets/lollipop-descent.toml"
};
static const unsigned char preset_moons_fresh_noise[] = {
#embed "../../examples/presets/moons-fresh-noise.toml"
};
static const unsigned char preset_order_unipc[] = {
#embed "../../examples/presets/order-unipc.toml"
};
static const unsigned char preset_ring_autoguidance[] = {
#embed "../../examples/presets/ring-autoguidance.toml"
};
static const unsigned char preset_ring_eight_calls[] = {
#embed "../../examples/presets/ring-eight-calls.toml"
};
static const unsigned char preset_shakespeare[] = {
#embed "../../examples/presets/shakespeare.toml"
};
static const unsigned char preset_spiral_teleport[] = {
#embed "../../examples/presets/spiral-teleport.toml"
};
static const unsigned char preset_statistics_ring[] = {
#embed "../../examples/presets/statistics-ring.toml"
};
static const unsigned char preset_text_first_hitting[] = {
#embed "../../examples/presets/text-first-hitting.toml"
};
static const unsigned char preset_train_moons[] = {
#embed "../../examples/presets/train-moons.toml"
};

#define RESOURCE(name, bytes) {name, bytes, sizeof bytes}

static const struct quickstep_resource resources[] = {
    RESOURCE("themes/dark.toml", dark),
    RESOURCE("themes/light.toml", light),
    RESOURCE("themes/mono.toml", mono),
    RESOURCE("themes/high-contrast.toml", high_contrast),
    RESOURCE("themes/color-blind-safe.toml", color_blind_safe),
    RESOURCE("themes/dusk.toml", dusk),
    RESOURCE("themes/forest.toml", forest),
    RESOURCE("themes/ocean.toml", ocean),
    RESOURCE("themes/amber.toml", amber),
    RESOURCE("themes/paper.toml", paper),
    RESOURCE("data/digits-512-images-idx3-ubyte.gz", digits_images),
    RESOURCE("data/digits-512-labels-idx1-ubyte.gz", digits_labels),
    RESOURCE("data/digits.md", digits_note),
    RESOURCE("data/mixtures.json", mixtures),
    RESOURCE("data/shakespeare.txt", shakespeare),
    RESOURCE("data/initial-noise.json", initial_noise),
    RESOURCE("models/digit-classifier/quickstep.toml", classifier),
    RESOURCE("models/digit-classifier/diffusion_pytorch_model.safetensors", classifier_weights),
    RESOURCE("models/digit-classifier/reference.safetensors", classifier_reference),
    RESOURCE("models/digits-flow/config.json", digits_flow_configuration),
    RESOURCE("models/digits-flow/quickstep.toml", digits_flow),
    RESOURCE("models/digits-flow/diffusion_pytorch_model.safetensors", digits_flow_weights),
    RESOURCE("models/digits-noise/config.json", digits_noise_configuration),
    RESOURCE("models/digits-noise/quickstep.toml", digits_noise),
    RESOURCE("models/digits-noise/diffusion_pytorch_model.safetensors", digits_noise_weights),
    RESOURCE("models/ring-flow/quickstep.toml", ring_flow),
    RESOURCE("models/ring-flow/diffusion_pytorch_model.safetensors", ring_flow_weights),
    RESOURCE("models/grid-25-flow/quickstep.toml", grid_25_flow),
    RESOURCE("models/grid-25-flow/diffusion_pytorch_model.safetensors", grid_25_flow_weights),
    RESOURCE("models/moons-flow/quickstep.toml", moons_flow),
    RESOURCE("models/moons-flow/diffusion_pytorch_model.safetensors", moons_flow_weights),
    RESOURCE("models/spiral-flow/quickstep.toml", spiral_flow),
    RESOURCE("models/spiral-flow/diffusion_pytorch_model.safetensors", spiral_flow_weights),
    RESOURCE("models/checkerboard-flow/quickstep.toml", checkerboard_flow),
    RESOURCE("models/checkerboard-flow/diffusion_pytorch_model.safetensors", checkerboard_flow_weights),
    RESOURCE("examples/demos/few-steps.txt", demo_few_steps),
    RESOURCE("examples/demos/order.txt", demo_order),
    RESOURCE("examples/demos/guidance.txt", demo_guidance),
    RESOURCE("examples/demos/sweep.txt", demo_sweep),
    RESOURCE("examples/demos/pictures.txt", demo_pictures),
    RESOURCE("examples/demos/masked.txt", demo_masked),
    RESOURCE("examples/demos/distill.txt", demo_distill),
    RESOURCE("examples/demos/walk.txt", demo_walk),
    RESOURCE("examples/presets/better-levels.toml", preset_better_levels),
    RESOURCE("examples/presets/checkerboard-adaptive.toml", preset_checkerboard_adaptive),
    RESOURCE("examples/presets/digits-each.toml", preset_digits_each),
    RESOURCE("examples/presets/digits-four-calls.toml", preset_digits_four_calls),
    RESOURCE("examples/presets/fewest-ring.toml", preset_fewest_ring),
    RESOURCE("examples/presets/grid-self-repellent.toml", preset_grid_self_repellent),
    RESOURCE("examples/presets/lollipop-descent.toml", preset_lollipop_descent),
    RESOURCE("examples/presets/moons-fresh-noise.toml", preset_moons_fresh_noise),
    RESOURCE("examples/presets/order-unipc.toml", preset_order_unipc),
    RESOURCE("examples/presets/ring-autoguidance.toml", preset_ring_autoguidance),
    RESOURCE("examples/presets/ring-eight-calls.toml", preset_ring_eight_calls),
    RESOURCE("examples/presets/shakespeare.toml", preset_shakespeare),
    RESOURCE("examples/presets/spiral-teleport.toml", preset_spiral_teleport),
    RESOURCE("examples/presets/statistics-ring.toml", preset_statistics_ring),
    RESOURCE("examples/presets/text-first-hitting.toml", preset_text_first_hitting),
    RESOURCE("examples/presets/train-moons.toml", preset_train_moons),
};

size_t quickstep_resource_count(void) { return sizeof resources / sizeof resources[0]; }

struct quickstep_resource quickstep_resource_at(size_t index) { return resources[index]; }
