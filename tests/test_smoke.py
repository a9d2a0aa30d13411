def test_a_small_site_builds_strictly(build):
    result = build(None, "--strict")
    assert result.code == 0, result.output
    assert "白鹭镇" in result.main("units/bailu-town/")


def test_check_is_clean(check):
    result = check()
    assert (result.code, result.problems()) == (0, []), result.output
