#compdef assay
# Completion of assay for zsh. Put this line into ~/.zshrc, after compinit:
#   source <(assay completion zsh)
_assay() {
	local -a lines words_only meanings
	local line
	lines=("${(@f)$("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
	for line in "${lines[@]}"; do
		[[ -n "$line" ]] || continue
		words_only+=("${line%%$'\t'*}")
		meanings+=("${line%%$'\t'*}  ${line#*$'\t'}")
	done
	if (( ${#words_only} )); then
		compadd -l -d meanings -a words_only
	else
		_files
	fi
}
compdef _assay assay
