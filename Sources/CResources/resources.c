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
static const unsigned char digits_images[] = {
#embed "../../data/digits-512-images-idx3-ubyte.gz"
};
static const unsigned char digits_labels[] = {
#embed "../../data/digits-512-labels-idx1-ubyte.gz"
};
static const unsigned char digits_note[] = {
#embed "../../data/digits.md"
};
static const unsigned char golden_models[] = {
#embed "../../Tests/Golden/models.json"
};
static const unsigned char golden_noise[] = {
#embed "../../Tests/Golden/initial-noise.json"
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

#define RESOURCE(name, bytes) {name, bytes, sizeof bytes}

static const struct quickstep_resource resources[] = {
    RESOURCE("themes/dark.toml", dark),
    RESOURCE("themes/light.toml", light),
    RESOURCE("themes/mono.toml", mono),
    RESOURCE("themes/high-contrast.toml", high_contrast),
    RESOURCE("themes/color-blind-safe.toml", color_blind_safe),
    RESOURCE("data/digits-512-images-idx3-ubyte.gz", digits_images),
    RESOURCE("data/digits-512-labels-idx1-ubyte.gz", digits_labels),
    RESOURCE("data/digits.md", digits_note),
    RESOURCE("Tests/Golden/models.json", golden_models),
    RESOURCE("Tests/Golden/initial-noise.json", golden_noise),
    RESOURCE("models/digit-classifier/quickstep.toml", classifier),
    RESOURCE("models/digit-classifier/diffusion_pytorch_model.safetensors", classifier_weights),
    RESOURCE("models/digit-classifier/reference.safetensors", classifier_reference),
};

size_t quickstep_resource_count(void) { return sizeof resources / sizeof resources[0]; }

struct quickstep_resource quickstep_resource_at(size_t index) { return resources[index]; }
