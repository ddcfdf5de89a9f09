# Completion of assay for fish. Install it by:
#   assay completion fish > ~/.config/fish/completions/assay.fish
function __assay_complete
	set -l words (commandline --tokens-expanded --cut-at-cursor 2>/dev/null; or commandline --tokenize --cut-at-cursor)
	set -l candidates (assay __complete -- $words[2..-1] (commandline --current-token --cut-at-cursor) 2>/dev/null)
	if test (count $candidates) -gt 0
		printf '%s\n' $candidates
	else
		__fish_complete_path (commandline --current-token --cut-at-cursor)
	end
end
complete --command assay --no-files --arguments '(__assay_complete)'
