# 两条命令：make site 建站，make test 测试。装在 .venv/ 里，不动系统的 Python。
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve check test books lock sbom audit pictures clean

site: .venv/site.stamp          ## 建站到 site/
	@.ci/packages fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc || echo "不装也能建站：没有中文字体时，分享图用封面照片代替"
	$(BIN)/mkdocs build --strict

serve: .venv/site.stamp         ## 预览：改单位、设置或模板，浏览器自动刷新
	$(BIN)/showcase serve

check: .venv/site.stamp         ## 只检查内容，不建站
	$(BIN)/showcase check

test: .venv/test.stamp          ## 全部测试
	.ci/packages chromium:chromium fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-lxgw-wenkai:/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf librsvg2-bin:rsvg-convert poppler-utils:pdffonts epubcheck:/usr/share/java/epubcheck.jar nginx:/usr/sbin/nginx rsync:rsync openssh-client:ssh openssh-server:/usr/sbin/sshd apache2-utils:ab openssl:openssl
	$(BIN)/python -m pytest

books: .venv/site.stamp         ## 每一辑汇编做成 PDF 和 EPUB，放在 books/
	.ci/packages fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-lxgw-wenkai:/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
	$(BIN)/showcase book

.venv/site.stamp: requirements.lock pyproject.toml
	.ci/venv $(PYTHON) requirements.lock
	touch $@

.venv/test.stamp: requirements-test.lock pyproject.toml
	.ci/venv $(PYTHON) requirements-test.lock
	touch $@ .venv/site.stamp

pictures: .venv/site.stamp      ## 重画示意插画（需要 librsvg2-bin 和中文字体）
	.ci/packages librsvg2-bin:rsvg-convert fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
	$(BIN)/python -m illustrations

lock:                           ## 重新锁定依赖（需要 uv）
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build --extra test --no-emit-package playwright --no-emit-package pyee --no-emit-package greenlet pyproject.toml -o requirements-test.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build -c requirements-test.lock pyproject.toml -o requirements.lock

sbom: .venv/site.stamp          ## 物料清单 sbom.json（CycloneDX）：这一版由哪些包组成
	$(BIN)/python -m tests.supply --bill sbom.json

audit: .venv/site.stamp         ## 对照已知漏洞，不联网：make audit ADVISORIES=公告文件夹
	$(BIN)/python -m tests.supply --advisories $(ADVISORIES)

clean:
	rm -rf site .venv .cache
