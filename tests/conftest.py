"""Hypothesis profiles, chosen by HYPOTHESIS_PROFILE.

No profile judges by the clock: a deadline or a slow-data check fails on a busy machine only.
"""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)
# Of a mutant only whether a test fails is asked, many thousand times.
settings.register_profile(
    "mutate",
    settings.get_profile("ci"),
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    database=None,
    print_blob=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
